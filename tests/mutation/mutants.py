#!/usr/bin/env python3
"""Breaks the deciding sources in small ways, one at a time, and looks whether a test notices.

A test suite that stays green when two reasons change places, or a last day moves by one, says nothing about
that order or that day. Each mutant here is one such change. It is killed when it does not compile, when a
test fails, or when the tests no longer come to an end; else it survives, and either a test is missing or the
two programs mean the same. The latter are listed in explained.txt with the reason.

  python3 tests/mutation/mutants.py [--jobs N] [--list] [--only WORD] [--kind KIND] [--resume] [--minutes N]

Exit code 0 when every mutant was killed or is explained, 1 otherwise, 2 when it could not start.
"""
import argparse
import concurrent.futures
import hashlib
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
MUTATED = ["core/verdict/*.cpp", "core/consent/decide.cpp", "core/retention/*.cpp"]
# The tests that may notice, and what they are linked with; built by `cmake --build build/release --target
# core_tests`. An object beside an archive is taken before the archive's own of the same name.
TESTS = ["tests/core/CMakeFiles/core_tests.dir/consent/*.o",
         "tests/core/CMakeFiles/core_tests.dir/retention/*.o",
         "tests/core/CMakeFiles/core_tests.dir/verdict/*.o"]
ARCHIVES = ["tests/support/libsamtycke_test_support.a", "core/libsamtycke_wire.a",
            "core/libsamtycke_core.a"]
# With the library's own assertions: to look into what holds nothing is noticed, whatever lies there.
COMPILE = ["g++", "-std=c++20", "-w", "-D_GLIBCXX_ASSERTIONS", f"-DSAMTYCKE_SOURCE_DIR=\"{ROOT}\"", f"-I{ROOT}"]
# In this order until one fails: those that take no time, those with random members, and the long one.
ROUNDS = ["-*Propert*:EveryCombination.*", "*Propert*", "EveryCombination.*"]

FLIPS = [(" < ", " <= "), (" <= ", " < "), (" > ", " >= "), (" >= ", " > "), (" == ", " != "),
         (" != ", " == "), (" && ", " || "), (" || ", " && ")]
KINDS = ["order", "boundary", "comparison", "dropped", "condition"]
# Where a day or a number of days comes from.
BOUNDARIES = re.compile(r"(?:limit->days|limit->messages|minimum_age|customer_months|"
                        r"days_after_objection|rule\.years|retention\.years)\b")
DAYS = re.compile(r"\b(?:local_day|add_years|add_months)\(")


class Mutant:
    def __init__(self, path, number, kind, lines, old, new):
        self.path, self.number, self.kind = path, number, kind
        self.lines, self.old, self.new = lines, old.strip(), new.strip()
        self.outcome = ""

    def digest(self):
        return hashlib.sha256((self.path + "\n" + "".join(self.lines)).encode()).hexdigest()

    def key(self):
        return f"{self.path} | {self.old} | {self.new}"


def is_code(line):
    text = line.strip()
    return bool(text) and not text.startswith(("//", "#", "namespace", "template", "using", "case "))\
        and "SAMTYCKE_" not in text or text.startswith("case ") and "return" in text


def code_of(line):
    """The line without its comment and without what stands in quotes."""
    line = re.sub(r'"[^"]*"', lambda m: "~" * len(m.group()), line)
    at = line.find("//")
    return line if at < 0 else line[:at]


def call_end(line, start):
    depth = 0
    for at in range(start, len(line)):
        depth += {"(": 1, ")": -1}.get(line[at], 0)
        if depth == 0 and line[at] == ")":
            return at + 1
    return -1


def line_changes(line):
    code = code_of(line)
    for old, new in FLIPS:
        for found in re.finditer(re.escape(old), code):
            yield "comparison" if old.strip() in ("<", "<=", ">", ">=", "==", "!=") else "condition", \
                line[:found.start()] + new + line[found.end():]
    for found in re.finditer(r"(?<![\w=])!(?=[\w(])", code):
        yield "condition", line[:found.start()] + line[found.end():]
    for found in BOUNDARIES.finditer(code):
        for by in ("+", "-"):
            yield "boundary", f"{line[:found.end()]} {by} 1{line[found.end():]}"
    for found in DAYS.finditer(code):
        end = call_end(code, found.end() - 1)
        if end < 0:
            continue
        # A declaration or definition is no call.
        if re.match(r"\s*(?:std::optional<Day>|Day)\s+$", code[:found.start()]):
            continue
        for by in ("+", "-"):
            call = line[found.start():end]
            yield "boundary", f"{line[:found.start()]}Day{{{call}.since_epoch {by} 1}}{line[end:]}"
    # "case Reason::gone: return …" is a rule of its own.
    rule = re.match(r"(\s*case Reason::\w+: return )(.*);", code)
    if rule and "clause" not in code and "~" not in code:
        yield "dropped", f"{rule.group(1)}false;"


def statements(lines):
    """Refusals and early returns on lines of their own, as (first, last) of the whole statement."""
    for at, line in enumerate(lines):
        if not re.match(r"\s*if \(", code_of(line)):
            continue
        last = at
        while last < len(lines) - 1 and not code_of(lines[last]).rstrip().endswith((";", "{")):
            last += 1
        if code_of(lines[last]).rstrip().endswith("{"):
            if last + 2 < len(lines) and lines[last + 2].strip() == "}" and "return" in lines[last + 1]:
                yield at, last + 2
        elif re.search(r"\b(?:return|continue)\b", "".join(lines[at:last + 1])):
            yield at, last


def mutants_of(path):
    lines = (ROOT / path).read_text().splitlines(keepends=True)
    for at, line in enumerate(lines):
        if is_code(line):
            for kind, changed in line_changes(line.rstrip("\n")):
                yield Mutant(path, at + 1, kind, lines[:at] + [changed + "\n"] + lines[at + 1:], line,
                             changed)
    found = list(statements(lines))
    for first, last in found:
        text = " ".join(part.strip() for part in lines[first:last + 1])
        yield Mutant(path, first + 1, "dropped", lines[:first] + ["\n"] + lines[last + 1:], text,
                     "(nothing)")
    for (a, b), (c, d) in zip(found, found[1:]):
        between = "".join(code_of(text) for text in lines[b + 1:c])
        indent = [len(lines[n]) - len(lines[n].lstrip()) for n in (a, c)]
        if between.strip() or indent[0] != indent[1]:
            continue
        yield Mutant(path, a + 1, "order", lines[:a] + lines[c:d + 1] + lines[b + 1:c] + lines[a:b + 1]
                     + lines[d + 1:], lines[a], "after " + lines[c].strip())
    yield from swapped_reasons(path, lines)


def swapped_reasons(path, lines):
    """Neighbours in the list of in_order() change places."""
    text = "".join(lines)
    block = re.search(r" order = \{([^}]*)\}", text)
    if not block:
        return
    names = list(re.finditer(r"\w+", block.group(1)))
    for one, other in zip(names, names[1:]):
        at = block.start(1)
        changed = (text[:at + one.start()] + other.group() + text[at + one.end():at + other.start()]
                   + one.group() + text[at + other.end():])
        yield Mutant(path, text[:at + one.start()].count("\n") + 1, "order",
                     changed.splitlines(keepends=True), one.group(), "after " + other.group())


def files(patterns):
    return sorted({str(p.relative_to(ROOT)) for pattern in patterns for p in ROOT.glob(pattern)})


def compile_one(source, target):
    return subprocess.run(COMPILE + ["-c", str(source), "-o", str(target)],
                          capture_output=True, check=False).returncode == 0


def link(objects, built, program):
    return subprocess.run(["g++", "-Wl,--strip-debug", *map(str, objects), *built, "-lrapidcheck", "-lgtest", "-lgtest_main",
                           "-o", str(program)], capture_output=True, check=False).returncode == 0


def linked_with(build):
    tests = sorted(str(p) for pattern in TESTS for p in build.glob(pattern))
    return tests + ["-Wl,--start-group", *(str(build / name) for name in ARCHIVES), "-Wl,--end-group"]


def outcome_of(program, tests):
    """None where they pass."""
    try:
        ran = subprocess.run([str(program), f"--gtest_filter={tests}", "--gtest_fail_fast"], timeout=600,
                             capture_output=True, check=False, env={**os.environ, "RC_PARAMS": "seed=1 noshrink=1"})
    except subprocess.TimeoutExpired:
        return "killed: the tests do not come to an end"
    return None if ran.returncode == 0 else "killed"


def judge(mutant, folder, built, number, ends):
    if time.monotonic() > ends:
        return mutant
    place = folder / "mutants" / str(number)
    place.mkdir(parents=True, exist_ok=True)
    source, target, program = place / "mutant.cpp", place / "mutant.o", place / "tests"
    source.write_text("".join(mutant.lines))
    if not compile_one(source, target):
        mutant.outcome = "killed: does not compile"
    elif not link([target], built, program):
        mutant.outcome = "killed: does not link"
    else:
        fails = (outcome_of(program, tests) for tests in ROUNDS)
        mutant.outcome = next((fail for fail in fails if fail), "survived")
    for file in (target, program):
        file.unlink(missing_ok=True)
    return mutant


def explanations():
    path = ROOT / "tests/mutation/explained.txt"
    found = {}
    for line in path.read_text().splitlines() if path.exists() else []:
        if line and not line.startswith("#"):
            key, _, why = line.rpartition(" | ")
            found[key] = why
    return found


def report(mutants, explained, out):
    kinds = sorted({m.kind for m in mutants})
    sources = sorted({m.path for m in mutants})
    print("| source | " + " | ".join(kinds) + " | killed | explained | survived |", file=out)
    print("|---|" + "--:|" * (len(kinds) + 3), file=out)
    for source in sources + ["all"]:
        of = [m for m in mutants if source in (m.path, "all")]
        left = [m for m in of if m.outcome == "survived"]
        why = [m for m in left if m.key() in explained]
        cells = [sum(m.kind == kind for m in of) for kind in kinds]
        cells += [len(of) - len(left), len(why), len(left) - len(why)]
        print(f"| `{source}` | " + " | ".join(map(str, cells)) + " |", file=out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--build", default=str(ROOT / "build/release"), help="where core_tests is built")
    parser.add_argument("--folder", default=str(ROOT / "build/mutation"))
    parser.add_argument("--only", default="", help="mutants whose key holds this word")
    parser.add_argument("--kind", default="", help="order, comparison, boundary, condition or dropped")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--resume", action="store_true",
                        help="keep what an earlier run found out, and judge again what survived it")
    parser.add_argument("--minutes", type=float, default=24 * 60, help="begin no mutant after these")
    chosen = parser.parse_args()
    folder = pathlib.Path(chosen.folder)
    mutants = sorted((m for path in files(MUTATED) for m in mutants_of(path)
                      if chosen.only in m.key() and chosen.kind in m.kind),
                     key=lambda m: KINDS.index(m.kind))
    if chosen.list:
        for mutant in mutants:
            print(f"{mutant.kind:10} {mutant.path}:{mutant.number}: {mutant.old} => {mutant.new}")
        print(len(mutants))
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    built = linked_with(pathlib.Path(chosen.build))
    with concurrent.futures.ThreadPoolExecutor(chosen.jobs) as pool:
        if not link([], built, folder / "tests"):
            print("The tests do not link; build core_tests first.", file=sys.stderr)
            return 2
        if outcome_of(folder / "tests", "*"):
            print("The tests fail before anything is broken.", file=sys.stderr)
            return 2
        print(f"{len(mutants)} mutants", flush=True)
        explained = explanations()
        known = folder / "outcomes.txt"
        earlier = dict(line.split("\t") for line in known.read_text().splitlines()) \
            if chosen.resume and known.exists() else {}
        for mutant in mutants:
            mutant.outcome = earlier.get(mutant.digest(), "")
            if mutant.outcome == "survived" and mutant.key() not in explained:
                mutant.outcome = ""  # There may be a test now.
        ends = time.monotonic() + chosen.minutes * 60
        running = [pool.submit(judge, m, folder, built, n, ends) for n, m in enumerate(mutants)
                   if not m.outcome]
        log = known.open("a" if chosen.resume else "w")
        for done in concurrent.futures.as_completed(running):
            mutant = done.result()
            if not mutant.outcome:
                continue
            print(f"{mutant.digest()}\t{mutant.outcome}", file=log, flush=True)
            if mutant.outcome == "survived":
                mark = "explained" if mutant.key() in explained else "SURVIVED"
                print(f"{mark} {mutant.key()} ({mutant.path}:{mutant.number})", flush=True)
    waiting = sum(not m.outcome for m in mutants)
    if waiting:
        print(f"{waiting} are not judged yet; --resume goes on with them")
        return 1
    with (folder / "result.md").open("w") as out:
        report(mutants, explained, out)
    report(mutants, explained, sys.stdout)
    left = [m for m in mutants if m.outcome == "survived" and m.key() not in explained]
    print(f"{len(mutants) - len(left)} passed, {len(left)} failed")
    return 1 if left or not mutants else 0


if __name__ == "__main__":
    sys.exit(main())
