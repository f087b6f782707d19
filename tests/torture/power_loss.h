// What a folder may hold after the power went: everything that a sync had made durable, and of what came
// later any part, torn at 512 bytes.
//
// A disk may write what was not synced in any order and in part; a name is there once its folder was synced,
// and may be there before. Sectors themselves are whole. This is harsher than the file systems of today,
// which keep names in order, and nothing here relies on that.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/torture/disk.h"
#include "tests/torture/script.h"

namespace samtycke::torture {

using Image = std::map<std::string, std::string>;  // Names to bytes.

// After the first `issued` of the calls. How much survives of what was not synced, the dice say: nothing,
// all of it, half of it, most of it.
Image after_power_loss(const std::vector<Call>&, std::size_t issued, Dice&);
// The least of them: nothing but what was synced.
Image only_synced(const std::vector<Call>&, std::size_t issued);

// Puts the files into the folder, which holds nothing else afterwards.
void write_image(const Image&, const std::string& folder);

}  // namespace samtycke::torture
