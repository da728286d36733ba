;; Names of imports and exports: when two of them are the same, and what annotations demand.
;;
;; Uniqueness looks through annotations and letters' case, and an engine that compares strings, or strips one annotation
;; too many, accepts what a bindings generator cannot bind.

;; the list of the Explainer: these are different ...
(component definition
  (import "foo" (type $foo (sub resource)))
  (import "foo-bar" (func))
  (import "[constructor]foo" (func (result (own $foo))))
  (import "[method]foo.bar" (func (param "self" (borrow $foo))))
  (import "[static]foo.baz" (func))
  (import "foo:bar/baz" (func)))

;; ... and any of these is the same as one of them
(assert_invalid
  (component (import "foo" (type $foo (sub resource))) (import "FOO" (func)))
  "import name `FOO` conflicts with previous name `foo`")
(assert_invalid
  (component (import "foo-bar" (func)) (import "foo-BAR" (func)))
  "conflicts with previous name `foo-bar`")
(assert_invalid
  (component
    (import "foo" (type $foo (sub resource)))
    (import "[constructor]foo" (func (result (own $foo))))
    (import "[constructor]FOO" (func (result (own $foo)))))
  "conflicts with previous name `[constructor]foo`")
(assert_invalid
  (component
    (import "foo" (type $foo (sub resource)))
    (import "[method]foo.bar" (func (param "self" (borrow $foo))))
    (import "[method]foo.BAR" (func (param "self" (borrow $foo)))))
  "conflicts with previous name `[method]foo.bar`")
(assert_invalid
  (component
    (import "foo" (type $foo (sub resource)))
    (import "[method]foo.bar" (func (param "self" (borrow $foo))))
    (import "[static]foo.bar" (func)))
  "conflicts with previous name `[method]foo.bar`")
(assert_invalid
  (component
    (import "foo" (type $foo (sub resource)))
    (import "[static]foo.baz" (func))
    (import "[method]foo.baz" (func (param "self" (borrow $foo)))))
  "conflicts with previous name `[static]foo.baz`")
(assert_invalid
  (component (import "foo-bar" (type $r (sub resource))) (import "[static]foo-BAR.FOO-bar" (func)))
  "conflicts with previous name `foo-bar`")
(assert_invalid
  (component (import "foo:bar/baz" (func)) (import "foo:bar/BAZ" (func)))
  "conflicts with previous name `foo:bar/baz`")

;; imports and exports do not meet, nor do the names of different scopes
(component definition
  (import "a" (func $f))
  (export "a" (func $f))
  (type (instance (export "a" (func))))
  (type (component (import "a" (func)) (export "a" (func)))))

;; a constructor may fail; a method may take more than itself
(component definition
  (type (instance
    (export "file" (type $file (sub resource)))
    (export "[constructor]file" (func (param "path" string) (result (result (own $file) (error u8)))))
    (export "[method]file.read" (func (param "self" (borrow $file)) (param "n" u32) (result (list u8)))))))
(assert_invalid
  (component
    (type (instance
      (export "file" (type $file (sub resource)))
      (export "[constructor]file" (func (result (borrow $file)))))))
  "function result cannot contain a `borrow` type")
(assert_invalid
  (component
    (import "file" (type $file (sub resource)))
    (import "[constructor]file" (func (result (option (own $file))))))
  "function should return `(own $T)` or `(result (own $T))`")
(assert_invalid
  (component
    (import "file" (type $file (sub resource)))
    (import "[constructor]file" (func (result (result (error (own $file)))))))
  "function should return `(own $T)` or `(result (own $T))`")
(assert_invalid
  (component
    (import "file" (type $file (sub resource)))
    (import "[method]file.read" (func (param "self" (own $file)))))
  "function should take a first argument of `(borrow $T)`")

;; a resource type serves annotations of the names that follow it, under its own label
(assert_invalid
  (component
    (type (instance
      (export "[static]file.open" (func))
      (export "file" (type (sub resource))))))
  "static resource name is not known in this context")
(assert_invalid
  (component
    (import "file" (type $file (sub resource)))
    (import "other" (type $other (eq $file)))
    (import "[method]file.read" (func (param "self" (borrow $other)))))
  "function does not match expected resource name `other`")

;; labels inside brackets and behind dots are labels
(assert_invalid (component (import "[static]File.open" (func))) "`File` is not in kebab case")
(assert_invalid (component (import "[getter]a.b" (func))) "is not a valid extern name")
(assert_invalid (component (import "[async]f" (func))) "is not a valid extern name")
(assert_invalid (component (import "[method]a:b/c.d" (func))) "is not a valid extern name")

;; versions: numbers without leading zeros, all three of them
(component definition
  (import "a:b/c@0.0.0" (func))
  (import "a:b/c@1.0.0-rc.1+build.5" (func))
  (import "a:b/c@1.0.0-0a" (func)))
(assert_invalid (component (import "a:b/c@1" (func))) "is not a valid extern name")
(assert_invalid (component (import "a:b/c@01.0.0" (func))) "is not a valid extern name")
(assert_invalid (component (import "a:b/c@1.0.0-01" (func))) "is not a valid extern name")
(assert_invalid (component (import "a:b/c@1.0.0+" (func))) "is not a valid extern name")

;; each attribute once, in the binary format too
(assert_invalid
  (component binary
    "\00asm\0d\00\01\00"
    "\07\05\01\40\00\01\00"               ;; type 0: (func)
    "\0a\0d\01"                           ;; one import, with attributes
    "\02\01a\02" "\02\01x" "\02\01y"      ;; "a", external-id "x", external-id "y"
    "\01\00")                             ;; func of type 0
  "duplicate 'external-id' option in name")
(assert_invalid
  (component binary
    "\00asm\0d\00\01\00"
    "\07\05\01\40\00\01\00"
    "\0a\0b\01"
    "\02\01a\01" "\01\02.1"               ;; versionsuffix ".1"
    "\01\00")
  "requires the `canonical-names` feature")
