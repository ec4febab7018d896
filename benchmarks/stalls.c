/* stalls.c -- reads a trace of valgrind's lackey (--trace-mem=yes) and tells loads that wait for the cache: some of
 * their bytes, not all, or bytes of several stores, were stored within the last WINDOW instructions, so that the
 * processor cannot forward them. Output: a line for each load instruction, "times, its address, bytes, the address of
 * the store before it", in hexadecimal. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define WINDOW 120
#define BYTES (UINT64_C(1) << 20)
#define LOADS (UINT64_C(1) << 16)

/* What stored a byte last; bytes that share a place forget one another. */
static struct byte {
    uint64_t address, store, when, instruction;
} bytes[BYTES];

static struct load {
    uint64_t instruction, store, size, times;
} loads[LOADS];

static uint64_t place_of(uint64_t key, uint64_t places) { return (key * UINT64_C(0x9e3779b97f4a7c15) >> 32) % places; }

static const struct byte *recent(uint64_t address, uint64_t now)
{
    const struct byte *b = &bytes[place_of(address, BYTES)];
    return b->store && b->address == address && now - b->when < WINDOW ? b : NULL;
}

static void count(uint64_t instruction, uint64_t store, uint64_t size)
{
    uint64_t place = place_of(instruction, LOADS);
    while (loads[place].times && loads[place].instruction != instruction)
        place = (place + 1) % LOADS;
    loads[place] = (struct load){instruction, store, size, loads[place].times + 1};
}

static void look(uint64_t address, uint64_t size, uint64_t instruction, uint64_t now)
{
    const struct byte *first = recent(address, now), *last = first;
    uint64_t different = 0;
    for (uint64_t i = 1; i < size; i++) {
        const struct byte *b = recent(address + i, now);
        different += (b ? b->store : 0) != (first ? first->store : 0);
        last = b && (!last || b->when > last->when) ? b : last;
    }
    if (different)
        count(instruction, last->instruction, size);
}

int main(void)
{
    char line[256];
    uint64_t now = 0, instruction = 0, stores = 0;
    while (fgets(line, sizeof line, stdin)) {
        char *end;
        uint64_t address = line[0] && line[1] ? strtoull(line + 2, &end, 16) : 0;
        uint64_t size = address && *end == ',' ? strtoull(end + 1, NULL, 10) : 0;
        if (!size)
            continue;
        if (line[0] == 'I') {
            now++;
            instruction = address;
            continue;
        }
        if (line[1] == 'L' || line[1] == 'M')
            look(address, size, instruction, now);
        if (line[1] == 'L')
            continue;
        stores++;
        for (uint64_t i = address; i < address + size; i++)
            bytes[place_of(i, BYTES)] = (struct byte){i, stores, now, instruction};
    }
    for (uint64_t i = 0; i < LOADS; i++)
        if (loads[i].times)
            printf("%lu %lx %lu %lx\n", loads[i].times, loads[i].instruction, loads[i].size, loads[i].store);
    return 0;
}
