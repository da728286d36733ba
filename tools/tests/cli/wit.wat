;; The world of a component as WIT text.
;; RUN: wit %
(component
  (import "example:shop/types@1.2.0" (instance $types
    (export "cart" (type $cart (sub resource)))
    (export "[constructor]cart" (func (param "owner" string) (result (own $cart))))
    (export "[method]cart.total" (func (param "self" (borrow $cart)) (result f64)))
    (type $price' (record (field "amount" u32) (field "currency" string)))
    (export "price" (type $price (eq $price')))
    (export "list" (func (result (list $price))))))
  (alias export $types "cart" (type $cart))
  (import "example:shop/checkout@1.2.0" (instance $checkout
    (export "cart" (type $cart (eq $cart)))
    (export "pay" (func async (param "c" (own $cart)) (result (result (error string)))))))
  (import "log" (func (param "message" string)))
  (export "example:shop/checkout@1.2.0" (instance $checkout)))
