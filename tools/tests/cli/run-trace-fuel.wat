;; A trace tells what a call ended in that neither returned nor trapped.
;; RUN: run --trace --fuel 1000 --invoke 'run()' %
;; EXIT: 1
(component
  (core module $M (func (export "run") (loop (br 0))))
  (core instance $m (instantiate $M))
  (func (export "run") (canon lift (core func $m "run"))))
