;;! component_model_async = false
;; The gate of async, on which other features build, turned off: function types, types and built-ins are refused by its name.
;; They are accepted in gates_on.wast.

;; async
(assert_invalid
  (component (type (func async)))
  "the effect `async` of a function type requires the `async` feature")
(assert_invalid
  (component (type (stream u8)))
  "the type `stream` requires the `async` feature")
(assert_invalid
  (component (type (future)))
  "the type `future` requires the `async` feature")
(assert_invalid
  (component (core func (canon task.cancel)))
  "the built-in `task.cancel` requires the `async` feature")
(assert_invalid
  (component (core func (canon thread.yield)))
  "the built-in `thread.yield` requires the `async` feature")
