# Set-up shared by tools/quickstart, tools/check and tools/fuzz/run: sourced, never run.
#
#   need base [clang] [tidy] [wabt]   see that the packages of those groups are there; install them where that is allowed
#   say TEXT                     a headline
#   build PRESET [TARGET...]     configure and build (incremental)

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
else
  say() { printf '\n== %s\n' "$*"; }
fi

packages_of() {
  case $1 in
    base) echo "g++ cmake ninja-build ccache git ca-certificates python3 libfmt-dev libspdlog-dev nlohmann-json3-dev libcli11-dev
                libgtest-dev libgmock-dev libbenchmark-dev $(boost_packages)" ;;
    wabt) echo wabt ;;  # to compare with
    clang) echo "clang-19 libclang-rt-19-dev lld-19 llvm-19" ;;
    tidy) echo "clang-tidy-19" ;;
  esac
}

# Debian 12 has Boost 1.81 beside its default of 1.74; later releases have one that is new enough under the plain names.
boost_packages() {
  if [ -n "$(apt-cache policy libboost-context1.81-dev 2>/dev/null)" ]; then
    echo libboost1.81-dev libboost-context1.81-dev
  else
    echo libboost-dev libboost-context-dev
  fi
}

missing_packages() {
  local package
  for package in "$@"; do
    case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
      installed) ;;
      *) echo "$package" ;;
    esac
  done
}

need() {
  # Elsewhere than on Debian: CMake names each library that is missing, with the command that installs it.
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    local program
    for program in cmake ninja python3; do
      command -v "$program" >/dev/null || { echo "$program was not found: install it with your package manager."; exit 2; }
    done
    return
  fi
  local group wanted=() missing as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  # A machine that never ran apt-get update knows no packages, so asks for the wrong Boost.
  if [ -z "$(apt-cache policy libboost-dev 2>/dev/null | grep -v 'Candidate: (none)' | grep Candidate)" ]; then
    update_apt "${as_root[@]}"
  fi
  for group in "$@"; do
    # shellcheck disable=SC2207
    wanted+=($(packages_of "$group"))
  done
  missing=$(missing_packages "${wanted[@]}" | tr '\n' ' ')
  [ -n "$missing" ] || return 0
  say "Installing what is missing: $missing"
  if [ "$(id -u)" != 0 ] && ! { command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; }; then
    echo "This needs an administrator. Run, then start again:"
    echo "  apt-get install $missing"
    exit 2
  fi
  # shellcheck disable=SC2086
  if ! install_apt "${as_root[@]}" -- $missing; then
    update_apt "${as_root[@]}"
    # shellcheck disable=SC2086
    install_apt "${as_root[@]}" -- $missing || { echo "apt-get could not install: $missing"; exit 2; }
  fi
}

update_apt() {
  if [ "$(id -u)" = 0 ] || command -v sudo >/dev/null; then
    "$@" apt-get update -q </dev/null || true
  fi
}

install_apt() {
  local as_root=()
  while [ "$1" != -- ]; do as_root+=("$1"); shift; done
  shift
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" </dev/null
}

build() {
  local preset=$1 options=()
  shift
  [ -z "${TOUCHSTONE_SUITES:-}" ] || options+=("-DTOUCHSTONE_SUITES=$(cd "$TOUCHSTONE_SUITES" && pwd)")
  (cd "$root" && cmake --preset "$preset" "${options[@]}" >"$root/build/configure-$preset.log" 2>&1) ||
    { cat "$root/build/configure-$preset.log"; return 1; }
  (cd "$root" && cmake --build --preset "$preset" -j "$jobs" ${1:+--target "$@"})
}
mkdir -p "$root/build"
