(module)
(assert_invalid (module (func (result i32))) "mismatch")
