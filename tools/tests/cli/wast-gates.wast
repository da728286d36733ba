;; --features and lines at the head change the gates of components too, and the table says so.
;; RUN: wast %
;; RUN: wast % --features=suite,error-context,-map --messages=off
;; EXIT: 1
(component definition (type (map string u8)))
(assert_invalid (component (type (result (error error-context)))) "requires the `error-context` feature")
