;; The hot loops over page bitmaps in WebAssembly SIMD. Each has a scalar twin in TypeScript that gives the same bits:
;; addBernoulli in lib/random/bernoulli.ts, count in lib/bitmap/count.ts, skip in lib/bitmap/nth-set.ts.
;; `deno task kernels` assembles this file into kernels-wasm.ts.
(module
  (import "env" "memory" (memory 1))

  ;; Adds each page of `groups` groups of four words at `out` with probability 0.high low (64 binary digits, not all 0). Draws
  ;; from the four sfc32 generators at `lanes` (rows a, b, c, counter). At least one group.
  (func (export "addBernoulli")
    (param $out i32) (param $groups i32) (param $high i32) (param $low i32) (param $lanes i32)
    (local $a v128) (local $b v128) (local $c v128) (local $n v128)
    (local $undecided v128) (local $success v128) (local $r v128)
    (local $p i64) (local $digits i64) (local $end i32)
    (local.set $a (v128.load (local.get $lanes)))
    (local.set $b (v128.load offset=16 (local.get $lanes)))
    (local.set $c (v128.load offset=32 (local.get $lanes)))
    (local.set $n (v128.load offset=48 (local.get $lanes)))
    (local.set $p (i64.or
      (i64.shl (i64.extend_i32_u (local.get $high)) (i64.const 32)) (i64.extend_i32_u (local.get $low))))
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $groups) (i32.const 4))))
    (loop $group
      ;; The first digit needs no test of which pages are undecided: all are.
      (local.set $r (i32x4.add (i32x4.add (local.get $a) (local.get $b)) (local.get $n)))
      (local.set $n (i32x4.add (local.get $n) (v128.const i32x4 1 1 1 1)))
      (local.set $a (v128.xor (local.get $b) (i32x4.shr_u (local.get $b) (i32.const 9))))
      (local.set $b (i32x4.add (local.get $c) (i32x4.shl (local.get $c) (i32.const 3))))
      (local.set $c (i32x4.add
        (v128.or (i32x4.shl (local.get $c) (i32.const 21)) (i32x4.shr_u (local.get $c) (i32.const 11)))
        (local.get $r)))
      (if (i64.lt_s (local.get $p) (i64.const 0))
        (then
          (local.set $success (v128.not (local.get $r)))
          (local.set $undecided (local.get $r)))
        (else
          (local.set $success (v128.const i32x4 0 0 0 0))
          (local.set $undecided (v128.not (local.get $r)))))
      (local.set $digits (i64.shl (local.get $p) (i64.const 1)))
      (block $decided
        (br_if $decided (i64.eqz (local.get $digits)))
        (loop $digit
          ;; One step of sfc32 in each lane.
          (local.set $r (i32x4.add (i32x4.add (local.get $a) (local.get $b)) (local.get $n)))
          (local.set $n (i32x4.add (local.get $n) (v128.const i32x4 1 1 1 1)))
          (local.set $a (v128.xor (local.get $b) (i32x4.shr_u (local.get $b) (i32.const 9))))
          (local.set $b (i32x4.add (local.get $c) (i32x4.shl (local.get $c) (i32.const 3))))
          (local.set $c (i32x4.add
            (v128.or (i32x4.shl (local.get $c) (i32.const 21)) (i32x4.shr_u (local.get $c) (i32.const 11)))
            (local.get $r)))
          ;; An undecided page succeeds if the digit is 1 and its own is 0, and fails if the digit is 0 and its own is 1.
          (if (i64.lt_s (local.get $digits) (i64.const 0))
            (then
              (local.set $success (v128.or (local.get $success) (v128.andnot (local.get $undecided) (local.get $r))))
              (local.set $undecided (v128.and (local.get $undecided) (local.get $r))))
            (else
              (local.set $undecided (v128.andnot (local.get $undecided) (local.get $r)))))
          (br_if $decided (i64.eqz (local.tee $digits (i64.shl (local.get $digits) (i64.const 1)))))
          (br_if $digit (v128.any_true (local.get $undecided)))))
      (v128.store (local.get $out) (v128.or (v128.load (local.get $out)) (local.get $success)))
      (br_if $group (i32.ne
        (local.tee $out (i32.add (local.get $out) (i32.const 16)))
        (local.get $end))))
    (v128.store (local.get $lanes) (local.get $a))
    (v128.store offset=16 (local.get $lanes) (local.get $b))
    (v128.store offset=32 (local.get $lanes) (local.get $c))
    (v128.store offset=48 (local.get $lanes) (local.get $n)))

  ;; Counts the set bits of `groups` groups of four words at `at`. Four groups at a time share the widening of byte sums.
  (func (export "count") (param $at i32) (param $groups i32) (result i32)
    (local $sum v128)
    (block $done
      (loop $fours
        (br_if $done (i32.lt_u (local.get $groups) (i32.const 4)))
        (local.set $sum (i32x4.add (local.get $sum) (call $widen (i8x16.add
          (i8x16.add
            (i8x16.popcnt (v128.load (local.get $at)))
            (i8x16.popcnt (v128.load offset=16 (local.get $at))))
          (i8x16.add
            (i8x16.popcnt (v128.load offset=32 (local.get $at)))
            (i8x16.popcnt (v128.load offset=48 (local.get $at))))))))
        (local.set $at (i32.add (local.get $at) (i32.const 64)))
        (local.set $groups (i32.sub (local.get $groups) (i32.const 4)))
        (br $fours)))
    (block $done
      (loop $ones
        (br_if $done (i32.eqz (local.get $groups)))
        (local.set $sum (i32x4.add (local.get $sum) (call $widen (i8x16.popcnt (v128.load (local.get $at))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $groups (i32.sub (local.get $groups) (i32.const 1)))
        (br $ones)))
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 1 (local.get $sum)))
      (i32.add (i32x4.extract_lane 2 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum)))))

  ;; Passes over groups of four words from `at` on, at most `groups`, until the next would bring the set bits passed above
  ;; `limit`. Returns how many bits that is, and stores the number of groups passed at `result`.
  (func (export "skip") (param $at i32) (param $groups i32) (param $limit i32) (param $result i32) (result i32)
    (local $v v128) (local $bits i32) (local $with i32) (local $left i32)
    (local.set $left (local.get $groups))
    (block $done
      (loop $group
        (br_if $done (i32.eqz (local.get $left)))
        (local.set $v (v128.load (local.get $at)))
        (local.set $with (i32.add (local.get $bits) (i32.wrap_i64 (i64.add
          (i64.popcnt (i64x2.extract_lane 0 (local.get $v)))
          (i64.popcnt (i64x2.extract_lane 1 (local.get $v)))))))
        (br_if $done (i32.gt_u (local.get $with) (local.get $limit)))
        (local.set $bits (local.get $with))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $group)))
    (i32.store (local.get $result) (i32.sub (local.get $groups) (local.get $left)))
    (local.get $bits))

  ;; Adds neighboring bytes up to four 32-bit sums.
  (func $widen (param $bytes v128) (result v128)
    (i32x4.extadd_pairwise_i16x8_u (i16x8.extadd_pairwise_i8x16_u (local.get $bytes))))
)
