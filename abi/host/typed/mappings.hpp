// All mappings of C++ types.
#pragma once

#include "abi/host/typed/compound.hpp"
#include "abi/host/typed/derive.hpp"
#include "abi/host/typed/lists.hpp"
#include "abi/host/typed/pointers.hpp"
#include "abi/host/typed/resources.hpp"
#include "abi/host/typed/scalars.hpp"
#include "abi/host/typed/strings.hpp"
#include "abi/host/typed/views.hpp"
