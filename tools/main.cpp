// The touchstone program: picks the subcommand.
//
// Exit codes: 0 done, 1 the answer is no, 2 wrong usage or unreadable input.
#include <cstdio>

int main() {
  std::fputs("usage: touchstone COMMAND ...\n", stderr);
  return 2;
}
