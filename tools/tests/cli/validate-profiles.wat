;; Profiles choose which gated features components may use; what is off is refused by the name of its feature.
;; RUN: validate %
;; RUN: validate % --features all
;; RUN: validate % --features 0.3
;; RUN: validate % --features 0.2,async,map
;; RUN: validate % --features 0.2
;; EXIT: 1
(component
  (import "a" (func async (param "m" (map string u8)))))
