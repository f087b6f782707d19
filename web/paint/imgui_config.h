// Dear ImGui, set up for a page whose input comes from the DOM.
#pragma once

#define IMGUI_DEFINE_MATH_OPERATORS
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_FILE_FUNCTIONS
// WebGL2 cannot draw from a base vertex, so an index must reach every vertex of a long page.
#define ImDrawIdx unsigned int
#define IM_ASSERT(e) ((void)0)
