/*
 * The hot loops of Pageferry in C, to compare with in `deno task bench`.
 *
 *   gcc -O3 -march=native reference.c -o reference -lm
 *
 * Reads one request per line, `NAME P WORDS`, and prints the seconds that it took and a checksum:
 *
 *   sampler  adds each page of the bitmap with probability P, exactly, 32 pages per word and four words at a time
 *   round    one pre-copy round: draws the pages written while others were sent, and leaves them to be sent next
 *   read     reads two bitmaps once and counts: as fast as memory allows
 *   count, union, difference, next-set   the functions of lib/bitmap, over bitmaps of density P
 *
 * The generator and the draws are those of lib/random: four lanes of Chris Doty-Humphrey's sfc32. Four bytes of a
 * bitmap hold 32 pages. The vectors are GCC's, which maps them to the machine's instructions.
 */
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef uint32_t lanes __attribute__((vector_size(16)));

struct random {
    lanes a, b, c, counter;
};

static inline lanes step(struct random *r) {
    lanes result = r->a + r->b + r->counter;
    r->counter += 1;
    r->a = r->b ^ (r->b >> 9);
    r->b = r->c + (r->c << 3);
    r->c = ((r->c << 21) | (r->c >> 11)) + result;
    return result;
}

static inline int any(lanes v) {
    uint64_t halves[2];
    memcpy(halves, &v, sizeof v);
    return (halves[0] | halves[1]) != 0;
}

/* 128 pages at once: a page is decided at the first binary digit in which its random number differs from p. */
static inline lanes draw(struct random *r, uint64_t digits) {
    lanes undecided = {-1, -1, -1, -1}, success = {0};
    do {
        lanes u = step(r);
        if (digits >> 63) {
            success |= undecided & ~u;
            undecided &= u;
        } else {
            undecided &= ~u;
        }
        digits <<= 1;
    } while (digits != 0 && any(undecided));
    return success;
}

static uint64_t digits_of(double p) {
    return (uint64_t)(p * 0x1p64);
}

static void sampler(uint32_t *restrict out, size_t words, double p, struct random *random) {
    struct random r = *random;
    uint64_t digits = digits_of(p);
    for (size_t i = 0; i < words; i += 4) {
        lanes v;
        memcpy(&v, out + i, sizeof v);
        v |= draw(&r, digits);
        memcpy(out + i, &v, sizeof v);
    }
    *random = r;
}

static uint64_t count(const uint32_t *bits, size_t words) {
    uint64_t sum = 0;
    for (size_t i = 0; i < words; i++) sum += (uint64_t)__builtin_popcount(bits[i]);
    return sum;
}

/* Leaves in `to_send` the pages written while they were sent, and counts them. How many were sent is known. */
static uint64_t one_round(uint32_t *to_send, size_t words, double p, struct random *r) {
    memset(to_send, 0, words * sizeof *to_send);
    sampler(to_send, words, p, r);
    return count(to_send, words);
}

static void unite(uint32_t *restrict a, const uint32_t *restrict b, size_t words) {
    for (size_t i = 0; i < words; i++) a[i] |= b[i];
}

static void subtract(uint32_t *restrict a, const uint32_t *restrict b, size_t words) {
    for (size_t i = 0; i < words; i++) a[i] &= ~b[i];
}

/* The sum of the numbers of all set pages, found one after the other. */
static uint64_t walk(const uint32_t *bits, size_t words) {
    uint64_t sum = 0;
    for (size_t i = 0; i < words; i++)
        for (uint32_t word = bits[i]; word != 0; word &= word - 1) sum += i * 32 + (uint64_t)__builtin_ctz(word);
    return sum;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static uint32_t *bitmap(size_t words) {
    uint32_t *bits = aligned_alloc(64, (words * sizeof *bits + 63) / 64 * 64);
    if (bits == NULL) {
        fprintf(stderr, "Cannot allocate a bitmap of %zu words\n", words);
        exit(1);
    }
    memset(bits, 0, words * sizeof *bits);
    return bits;
}

int main(void) {
    struct random r = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}, {1, 1, 1, 1}};
    uint32_t *a = NULL, *b = NULL;
    size_t room = 0, words;
    char name[32];
    double p;
    while (scanf("%31s %lf %zu", name, &p, &words) == 3) {
        words = (words + 3) / 4 * 4;
        if (words > room) {
            free(a);
            free(b);
            a = bitmap(words);
            b = bitmap(words);
            room = words;
        }
        memset(a, 0, words * sizeof *a);
        memset(b, 0, words * sizeof *b);
        uint64_t sum = 0;
        double start = now();
        if (strcmp(name, "sampler") == 0) {
            sampler(a, words, p, &r);
        } else if (strcmp(name, "round") == 0) {
            memset(a, -1, words * sizeof *a);
            start = now();
            sum = one_round(a, words, p, &r);
        } else if (strcmp(name, "read") == 0) {
            sum = count(a, words) + count(b, words);
        } else if (strcmp(name, "count") == 0 || strcmp(name, "union") == 0 || strcmp(name, "difference") == 0 ||
                   strcmp(name, "next-set") == 0) {
            sampler(a, words, p, &r);
            sampler(b, words, p, &r);
            start = now();
            if (*name == 'c') sum = count(a, words);
            if (*name == 'u') unite(a, b, words);
            if (*name == 'd') subtract(a, b, words);
            if (*name == 'n') sum = walk(a, words);
        } else {
            fprintf(stderr, "Cannot answer: unknown request %s\n", name);
            return 1;
        }
        double seconds = now() - start;
        printf("%.9f %" PRIu64 "\n", seconds, sum + count(a, words));
        fflush(stdout);
    }
    return 0;
}
