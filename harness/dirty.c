/*
 * The guest's only program: PID 1 of the initramfs, a workload with an exactly known write rate.
 *
 * It fills a buffer with random non-zero words, so its pages are not zero pages and do not compress. One thread per
 * processor then writes one word per page, at its share of the given rate. Before that, the program prints
 *
 *   MAP     where the buffer lies in physical memory, in the order of its virtual pages: FIRST+PAGES ...
 *   CURSOR  the physical address of the sequential writers' positions, one 64-bit word each
 *
 * and after SETTLE_SECONDS it prints STEADY with the rate that it has reached. After that it prints nothing, because
 * printing dirties pages too.
 *
 * Linux passes unknown words of its command line to PID 1 as environment variables. Names with a dot are excluded: Linux
 * takes them for module parameters.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PAGE_BYTES 4096
#define WORDS_PER_PAGE (PAGE_BYTES / sizeof(uint64_t))
/* Longest part of a stall that the guest catches up on. */
#define LONGEST_CATCH_UP_SECONDS 0.25
#define SETTLE_SECONDS 1.5
#define TICK_NANOSECONDS 1000000
#define MOST_WRITERS 64

enum kind { UNIFORM, HOT_COLD, SEQUENTIAL };

static enum kind kind;
static uint64_t *buffer;
static uint64_t pages, hot_pages;
static double hot_share;
static int writers;
/* Pages per second of one writer. */
static double writer_rate;

/* The next page of each sequential writer. In one page, so that one physical address is enough. */
static _Alignas(PAGE_BYTES) volatile uint64_t cursors[MOST_WRITERS];
/* Pages that each writer has written, in cache lines of their own. */
static _Alignas(64) volatile uint64_t written[MOST_WRITERS][8];

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

/* xorshift64*: never zero, and its high bits are good enough to choose pages. */
static uint64_t random_word(uint64_t *state) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return *state * 0x2545F4914F6CDD1DULL;
}

static double random_fraction(uint64_t *state) { return (random_word(state) >> 11) * 0x1p-53; }

static uint64_t random_seed(int writer) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (uint64_t)t.tv_sec * 1000000007ULL + (uint64_t)t.tv_nsec + (writer + 1) * 0x9E3779B97F4A7C15ULL;
}

static double now_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

/* The physical page of an address that has been written to. The page map's format: Linux admin-guide/mm/pagemap.rst. */
static uint64_t physical_page(int pagemap, const volatile void *address) {
  uint64_t entry;
  if (pread(pagemap, &entry, sizeof entry, (uintptr_t)address / PAGE_BYTES * sizeof entry) != sizeof entry) fail("pagemap");
  return entry & ((1ULL << 55) - 1);
}

static void print_map(void) {
  mkdir("/proc", 0755);
  if (mount("proc", "/proc", "proc", 0, NULL)) fail("mount");
  const int pagemap = open("/proc/self/pagemap", O_RDONLY);
  if (pagemap < 0) fail("pagemap");
  cursors[0] = 0;
  printf("PAGEFERRY CURSOR %llu\n", (unsigned long long)physical_page(pagemap, cursors) * PAGE_BYTES);
  printf("PAGEFERRY MAP");
  uint64_t first = physical_page(pagemap, buffer), count = 1;
  for (uint64_t i = 1; i <= pages; i++, count++) {
    const uint64_t page = i < pages ? physical_page(pagemap, buffer + i * WORDS_PER_PAGE) : 0;
    if (page == first + count) continue;
    printf(" %llu+%llu", (unsigned long long)first, (unsigned long long)count);
    first = page;
    count = 0;
  }
  printf("\n");
  close(pagemap);
}

static void print_rate_once(double seconds) {
  static int printed;
  if (printed || seconds < SETTLE_SECONDS) return;
  printed = 1;
  uint64_t sum = 0;
  for (int i = 0; i < writers; i++) sum += written[i][0];
  printf("PAGEFERRY STEADY %.0f\n", sum / seconds);
}

/* A sequential writer sweeps its own part of the buffer; the others write to all of it. */
static void *write_forever(void *argument) {
  const int writer = (int)(intptr_t)argument;
  cpu_set_t cpu;
  CPU_ZERO(&cpu);
  CPU_SET(writer, &cpu);
  if (sched_setaffinity(0, sizeof cpu, &cpu)) fail("sched_setaffinity");
  uint64_t random = random_seed(writer);
  const uint64_t from = pages * writer / writers, to = pages * (writer + 1) / writers;
  cursors[writer] = from;

  const struct timespec tick = {0, TICK_NANOSECONDS};
  const double start = now_seconds();
  double last = start, credit = 0;
  for (;;) {
    const double now = now_seconds();
    const double elapsed = now - last;
    last = now;
    credit += writer_rate * (elapsed < LONGEST_CATCH_UP_SECONDS ? elapsed : LONGEST_CATCH_UP_SECONDS);
    for (; credit >= 1; credit -= 1, written[writer][0]++) {
      uint64_t page;
      if (kind == SEQUENTIAL) {
        page = cursors[writer];
        cursors[writer] = page + 1 == to ? from : page + 1;
      } else {
        const uint64_t range = kind == HOT_COLD && random_fraction(&random) < hot_share ? hot_pages : pages;
        page = (uint64_t)(random_fraction(&random) * range);
      }
      buffer[page * WORDS_PER_PAGE + random_word(&random) % WORDS_PER_PAGE] = random_word(&random);
    }
    if (writer == 0) print_rate_once(now - start);
    nanosleep(&tick, NULL);
  }
  return NULL;
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  kind = workload_kind();
  pages = (uint64_t)number("pageferry_buffer_mib") * (1 << 20) / PAGE_BYTES;
  cpu_set_t cpus;
  if (sched_getaffinity(0, sizeof cpus, &cpus)) fail("sched_getaffinity");
  writers = CPU_COUNT(&cpus) < MOST_WRITERS ? CPU_COUNT(&cpus) : MOST_WRITERS;
  writer_rate = number("pageferry_pages_per_second") / writers;
  if (kind == HOT_COLD) {
    hot_share = number("pageferry_hot_share");
    hot_pages = (uint64_t)(number("pageferry_hot_fraction") * pages);
    if (!hot_pages) hot_pages = 1;
  }

  buffer = mmap(NULL, pages * PAGE_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (buffer == MAP_FAILED) fail("mmap");
  uint64_t random = random_seed(MOST_WRITERS);
  for (uint64_t i = 0; i < pages * WORDS_PER_PAGE; i++) buffer[i] = random_word(&random);
  print_map();

  for (int i = 1; i < writers; i++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, write_forever, (void *)(intptr_t)i)) fail("pthread_create");
  }
  write_forever((void *)0);
}
