/*
 * The guest's only process: PID 1 of the initramfs, a workload with an exactly known write rate.
 *
 * It fills a buffer with random non-zero words, so its pages are not zero pages and do not compress. It then prints READY on
 * the serial console and writes one word per page at the given rate. After SETTLE_SECONDS it prints STEADY with the rate
 * that it has reached. After that it prints nothing, because printing dirties pages too.
 *
 * Linux passes unknown words of its command line to PID 1 as environment variables. Names with a dot are excluded: Linux
 * takes them for module parameters.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define PAGE_BYTES 4096
/* Longest part of a stall that the guest catches up on. */
#define LONGEST_CATCH_UP_SECONDS 0.25
#define SETTLE_SECONDS 1.5
#define TICK_NANOSECONDS 1000000

enum kind { UNIFORM, HOT_COLD, SEQUENTIAL };

static void fail(const char *what) {
  printf("PAGEFERRY FAILED %s\n", what);
  /* Wait for the line to be printed: when PID 1 returns, the kernel panics and QEMU exits. */
  fflush(stdout);
  sleep(1);
  exit(1);
}

static double number(const char *name) {
  const char *text = getenv(name);
  if (!text) fail(name);
  char *end;
  double value = strtod(text, &end);
  if (*end || end == text) fail(name);
  return value;
}

static enum kind workload_kind(void) {
  const char *text = getenv("pageferry_kind");
  if (text && !strcmp(text, "uniform")) return UNIFORM;
  if (text && !strcmp(text, "hot-cold")) return HOT_COLD;
  if (text && !strcmp(text, "sequential")) return SEQUENTIAL;
  fail("pageferry_kind");
  return UNIFORM;
}

static uint64_t random_state;

/* xorshift64*: never zero, and its high bits are good enough to choose pages. */
static uint64_t random_word(void) {
  random_state ^= random_state >> 12;
  random_state ^= random_state << 25;
  random_state ^= random_state >> 27;
  return random_state * 0x2545F4914F6CDD1DULL;
}

static double random_fraction(void) { return (random_word() >> 11) * 0x1p-53; }

static double now_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  const enum kind kind = workload_kind();
  const uint64_t pages = (uint64_t)number("pageferry_buffer_mib") * (1 << 20) / PAGE_BYTES;
  const double pages_per_second = number("pageferry_pages_per_second");
  const double hot_share = kind == HOT_COLD ? number("pageferry_hot_share") : 0;
  const uint64_t hot_pages_or_none = kind == HOT_COLD ? (uint64_t)(number("pageferry_hot_fraction") * pages) : 0;
  const uint64_t hot_pages = hot_pages_or_none ? hot_pages_or_none : 1;

  struct timespec seed;
  clock_gettime(CLOCK_REALTIME, &seed);
  random_state = (uint64_t)seed.tv_sec * 1000000007ULL + (uint64_t)seed.tv_nsec + 0x9E3779B97F4A7C15ULL;

  const uint64_t words_per_page = PAGE_BYTES / sizeof(uint64_t);
  uint64_t *buffer = mmap(NULL, pages * PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (buffer == MAP_FAILED) fail("mmap");
  for (uint64_t i = 0; i < pages * words_per_page; i++) buffer[i] = random_word();
  printf("PAGEFERRY READY\n");

  const struct timespec tick = {0, TICK_NANOSECONDS};
  const double start = now_seconds();
  double last = start, credit = 0;
  uint64_t cursor = 0, written = 0;
  int steady = 0;
  for (;;) {
    const double now = now_seconds();
    const double elapsed = now - last;
    last = now;
    credit += pages_per_second * (elapsed < LONGEST_CATCH_UP_SECONDS ? elapsed : LONGEST_CATCH_UP_SECONDS);
    for (; credit >= 1; credit -= 1, written++) {
      uint64_t page;
      if (kind == SEQUENTIAL) {
        page = cursor;
        cursor = cursor + 1 == pages ? 0 : cursor + 1;
      } else {
        const uint64_t range = kind == HOT_COLD && random_fraction() < hot_share ? hot_pages : pages;
        page = (uint64_t)(random_fraction() * range);
      }
      buffer[page * words_per_page + random_word() % words_per_page] = random_word();
    }
    if (!steady && now - start >= SETTLE_SECONDS) {
      printf("PAGEFERRY STEADY %.0f\n", written / (now - start));
      steady = 1;
    }
    nanosleep(&tick, NULL);
  }
}
