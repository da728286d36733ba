#!/usr/bin/env python3
"""Compares two components from Python, through the shared library of the C interface, until they differ.

usage: oracle.py LIBRARY      LIBRARY is libtouchstone, which a build with -DTOUCHSTONE_SHARED=ON makes

Any language that can call C can do the same. Arguments are made from the types of a function and passed as text; what comes
back is text too, or an error with its kind and message. The second component here divides in 64 bits and forgets one case.
"""

import ctypes
import random
import sys
from ctypes import POINTER, byref, c_char, c_char_p, c_size_t, c_uint8, c_void_p

COMPONENT = """
(component
  (core module $m
    (func (export "divide") (param $x i32) (param $y i32) (result i32) %s))
  (core instance $i (instantiate $m))
  (func (export "divide") (param "x" s32) (param "y" s32) (result s32) (canon lift (core func $i "divide"))))
"""
REFERENCE = COMPONENT % "(i32.div_s (local.get $x) (local.get $y))"
CANDIDATE = COMPONENT % """
  (i32.wrap_i64 (i64.div_s (i64.extend_i32_s (local.get $x)) (i64.extend_i32_s (local.get $y))))"""

# touchstone_kind_enum: the integers, with the bits that they have.
SIGNED, UNSIGNED = {1: 8, 3: 16, 5: 32, 7: 64}, {2: 8, 4: 16, 6: 32, 8: 64}


class Bytes(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("data", POINTER(c_char))]


class Touchstone:
    """The few functions of touchstone_component.h that an oracle needs. Every object is a pointer."""

    SIGNATURES = {
        "wasm_byte_vec_new": (None, [POINTER(Bytes), c_size_t, c_char_p]),
        "wasm_byte_vec_delete": (None, [POINTER(Bytes)]),
        "touchstone_engine_new": (c_void_p, [c_char_p, POINTER(c_void_p)]),
        "touchstone_component_new": (c_void_p, [c_void_p, POINTER(Bytes), POINTER(c_void_p)]),
        "touchstone_store_new": (c_void_p, [c_void_p, c_void_p]),
        "touchstone_linker_new": (c_void_p, []),
        "touchstone_linker_instantiate": (c_void_p, [c_void_p, c_void_p, c_void_p, POINTER(c_void_p)]),
        "touchstone_instance_func": (c_void_p, [c_void_p, c_char_p]),
        "touchstone_func_param_count": (c_size_t, [c_void_p]),
        "touchstone_func_param_type": (c_void_p, [c_void_p, c_size_t]),
        "touchstone_type_kind": (c_uint8, [c_void_p]),
        "touchstone_func_invoke_text": (c_void_p, [c_void_p, c_char_p, POINTER(Bytes)]),
        "touchstone_error_kind": (c_uint8, [c_void_p]),
        "touchstone_error_kind_name": (c_char_p, [c_uint8]),
        "touchstone_error_message": (c_char_p, [c_void_p]),
        **{f"touchstone_{name}_delete": (None, [c_void_p])
           for name in ("engine", "component", "store", "linker", "instance", "func", "type", "error")},
    }

    def __init__(self, path):
        library = ctypes.CDLL(path)
        for name, (result, parameters) in self.SIGNATURES.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, parameters
            setattr(self, name, function)
        self.engine = self.made(self.touchstone_engine_new, b"0.2")

    def made(self, function, *arguments):
        """The object that a function makes in its last parameter; it returns an error or null."""
        out = c_void_p()
        error = function(*arguments, byref(out))
        if error:
            sys.exit(": ".join(self.words_of(error)))
        return out

    def words_of(self, error):
        """Kind and message."""
        kind = self.touchstone_error_kind_name(self.touchstone_error_kind(error)).decode()
        message = self.touchstone_error_message(error).decode()
        self.touchstone_error_delete(error)
        return kind, message

    def delete(self):
        self.touchstone_engine_delete(self.engine)


class Subject:
    """A component without imports, and one of its functions."""

    def __init__(self, touchstone, text, name):
        self.touchstone, self.name = touchstone, name.encode()
        source = Bytes()
        touchstone.wasm_byte_vec_new(byref(source), len(text), text.encode())
        self.component = touchstone.made(touchstone.touchstone_component_new, touchstone.engine, byref(source))
        touchstone.wasm_byte_vec_delete(byref(source))
        self.linker = touchstone.touchstone_linker_new()

    def with_function(self, use):
        """What `use` makes of the function of a new instance: a trap poisons an instance."""
        touchstone = self.touchstone
        store = touchstone.touchstone_store_new(touchstone.engine, None)
        instance = touchstone.made(touchstone.touchstone_linker_instantiate, self.linker, store, self.component)
        function = touchstone.touchstone_instance_func(instance, self.name)
        result = use(function)
        touchstone.touchstone_func_delete(function)
        touchstone.touchstone_instance_delete(instance)
        touchstone.touchstone_store_delete(store)
        return result

    def parameters(self):
        """The kinds of the parameters' types."""
        touchstone = self.touchstone

        def kinds(function):
            for i in range(touchstone.touchstone_func_param_count(function)):
                of = touchstone.touchstone_func_param_type(function, i)
                yield touchstone.touchstone_type_kind(of)
                touchstone.touchstone_type_delete(of)

        return self.with_function(lambda function: list(kinds(function)))

    def call(self, arguments):
        """`result` and its text, or the kind and message of an error."""
        touchstone = self.touchstone

        def words(function):
            result = Bytes()
            error = touchstone.touchstone_func_invoke_text(function, arguments.encode(), byref(result))
            text = ctypes.string_at(result.data, result.size).decode() if result.size else ""
            touchstone.wasm_byte_vec_delete(byref(result))
            return touchstone.words_of(error) if error else ("result", text)

        return self.with_function(words)

    def delete(self):
        self.touchstone.touchstone_linker_delete(self.linker)
        self.touchstone.touchstone_component_delete(self.component)


def integer(chance, kind):
    """An integer of this type, as text: often one of those where mistakes are."""
    least, most = (-(2 ** (SIGNED[kind] - 1)), 2 ** (SIGNED[kind] - 1) - 1) if kind in SIGNED else (0, 2 ** UNSIGNED[kind] - 1)
    edges = [x for x in (least, least + 1, -1, 0, 1, 2, 7, most) if least <= x <= most]
    return str(chance.choice([chance.choice(edges), chance.randint(least, most)]))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    touchstone = Touchstone(sys.argv[1])
    reference, candidate = (Subject(touchstone, text, "divide") for text in (REFERENCE, CANDIDATE))
    chance = random.Random(1)
    difference = None
    for calls in range(1, 5001):
        arguments = "(" + ", ".join(integer(chance, kind) for kind in reference.parameters()) + ")"
        expected, found = reference.call(arguments), candidate.call(arguments)
        # What a message tells beside the kind is the engine's own.
        if expected[0] != found[0] or (expected[0] == "result" and expected != found):
            difference = f"divide{arguments}: {': '.join(expected)}; but {': '.join(found)}"
            break
    reference.delete()
    candidate.delete()
    touchstone.delete()
    print(f"{difference or 'no difference'}, after {calls} calls")
    found_it = difference and difference.startswith("divide(-2147483648, -1): trap: integer overflow")
    return 0 if found_it and difference.endswith("but result: -2147483648") else 1


if __name__ == "__main__":
    sys.exit(main())
