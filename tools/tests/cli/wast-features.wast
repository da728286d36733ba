;;! custom_page_sizes = false
;;! tail_call = false
;; Lines at the head of a script change features; the table tells the set. A line that makes no sense fails the file.
;; RUN: wast %
;; RUN: wast inputs/bad-header.wast
;; EXIT: 1
(assert_malformed (module quote "(func (return_call 0))") "")
