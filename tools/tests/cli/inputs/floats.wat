(module (func (export "both") (param f64 f32) (result f64 f32) (local.get 0) (local.get 1)))
