/* layout.h -- every struct that lies in the file. FORMAT.md explains them to people.
 *
 * All fields are 64-bit words in native byte order (the lock word and shared_turn: 32 bits); what cannot change says
 * so. A change here is a new MMF_FORMAT_VERSION. */
#ifndef MMF_LAYOUT_H
#define MMF_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#include "base.h"
#include "cell.h"

#define MMF_MAGIC UINT64_C(0x31304853464d4d89) /* bytes 89 'MMFSH01' */
#define MMF_FORMAT_VERSION 5
#define MMF_BYTE_ORDER UINT64_C(0x0102030405060708)

#define MMF_PAGE UINT64_C(4096)
#define MMF_LOG_OFF UINT64_C(4096)
#define MMF_LOG_UNITS UINT64_C(256)  /* in the log's first chunk, which lies in the fixed area */
#define MMF_LOG_CHUNKS 20            /* chunk k has MMF_LOG_UNITS << k units */
#define MMF_SLOTS_OFF UINT64_C(8192)
#define MMF_SLOTS_FIRST UINT64_C(15) /* slots in the first chunk; chunk k has 15 << k */
#define MMF_SLOT_CHUNKS 12
#define MMF_HEAP_OFF UINT64_C(12272) /* a block header before a page boundary */

#define MMF_BINS 132
#define MMF_CLASSES 24

/* What never changes after creation, and its checksum. */
struct mmf_fixed_shm {
    uint64_t magic;
    uint64_t version;
    uint64_t byte_order;
    uint64_t features;  /* bits that a reader must know; none so far */
    uint64_t uuid[2];
    uint64_t seed[4];   /* of the hash */
    uint64_t size;      /* bytes at creation */
    uint64_t max_size;  /* 0: none */
    uint64_t mode;
    uint64_t root_off;
    uint64_t spare;
    uint64_t checksum;  /* of the words before */
};

struct mmf_recovery_shm {
    uint64_t when_ns;
    uint64_t undone;
    uint64_t pids;      /* halves: dead owner, recoverer */
    uint64_t operation; /* halves: operation, held */
    uint64_t thread;    /* of the dead owner; 0: not known */
};

struct mmf_super_shm {
    struct mmf_fixed_shm fixed;          /* 0 */
    uint64_t boot_id[2];                 /* of the boot in which it was last attached for writing */
    uint64_t clean;                      /* 1: synced, and nobody has attached for writing since; see clean.c */
    uint64_t spare0[13];

    /* The writer's line: whoever holds the lock owns it. */
    uint32_t lock;                       /* 256: see lock.h */
    uint32_t shared_turn;                /* see shared.c, as all of shared locks */
    uint64_t log_state;                  /* see log.h */
    uint64_t owner;                      /* halves: pid, thread id, for people */
    uint64_t operation;                  /* halves: operation in flight, how the lock is held */
    uint64_t recovered;                  /* 1: a holder died and no exclusive holder has been told */
    uint64_t shared;                     /* 1 if somebody may have a shared lock */
    uint64_t shared_gate;                /* no new ones until then, milliseconds of CLOCK_MONOTONIC; 0: open */
    uint64_t bias_count;                 /* see bias.c: changes of one word 16 bits, whose 48 */

    /* The readers' line: written only when an exclusive hold or a transaction begins and ends. */
    uint64_t seq;                        /* 320: odd while nobody but the holder may read */
    uint64_t compact_epoch;              /* see readers.c; written by the one process that compacts */
    uint64_t bias;                       /* see bias.c, as the next word; moves when it is granted or revoked */
    uint64_t bias_base;
    uint64_t spare3[4];

    uint64_t heap_end;                   /* 384: first byte behind the heap; the file is at least that long */
    uint64_t free_bytes;                 /* in large blocks; slabs count as used */
    uint64_t next_serial;                /* never logged, so never given twice */
    uint64_t free_headers;               /* first free container header, 0: none */
    uint64_t header_pages;               /* first page of container headers */
    uint64_t container_count;
    uint64_t garbage;                    /* first container that waits for its freeing */
    uint64_t spare4;

    uint64_t bin_map[3];                 /* 448: which bins are not empty */
    uint64_t slab[MMF_CLASSES];          /* first page of each class that has a free block */
    uint64_t bin[MMF_BINS];
    uint64_t log_chunk[MMF_LOG_CHUNKS];  /* [0] unused; valid while the log reaches into them */
    uint64_t slot_chunk[MMF_SLOT_CHUNKS];/* [0] unused; 0: not there yet. Never freed */
    uint64_t recoveries;
    struct mmf_recovery_shm recovery[8]; /* ring, newest at recoveries % 8 */
};

/* How the lock is held, in the high half of `operation`. */
enum mmf_held { MMF_HELD_OPERATION = 0, MMF_HELD_LOCK = 1, MMF_HELD_TRANSACTION = 2 };

/* What one thread of a process does; in a cache line of its own, since each change of it would else take the line from
 * other threads. See lane.c. */
#define MMF_LANES 16
struct mmf_lane_shm {
    uint64_t reading;  /* see readers.c */
    uint64_t changing; /* see bias.c */
    uint64_t spare[6];
};
#define MMF_MORE_LANES_BYTES ((MMF_LANES - 1) * sizeof(struct mmf_lane_shm)) /* all but a slot's first */

/* One attached process. Alive while byte MMF_LIFE_OFF + index of the file is locked by it. */
#define MMF_LIFE_OFF (UINT64_C(1) << 61)
#define MMF_RESERVED_BLOCKS 8
#define MMF_ABANDONED UINT64_C(1) /* in a word of `reserved`: to be freed */
struct mmf_slot_shm {
    uint64_t state;       /* halves: generation, 1 if in use */
    uint64_t pid;         /* halves: pid as its owner sees it, spare */
    uint64_t start_ns;    /* when it attached, CLOCK_REALTIME */
    uint64_t orphans;     /* first container without a place that its handles keep alive */
    uint64_t shared_count;/* 1 while it has shared locks */
    uint64_t lanes;       /* how many have been in use, by anybody */
    uint64_t more_lanes;  /* offset of all but the first, 0: not there yet. Never freed */
    uint64_t spare0;
    struct mmf_lane_shm lane; /* the first */
    uint64_t reserved[MMF_RESERVED_BLOCKS]; /* blocks that it fills without the lock */
    uint64_t readers[2];  /* see readers.c: of threads that have no lane, as the next word */
    uint64_t changers;    /* see bias.c */
    uint64_t spare1[5];
};

/* The header of a dict or list. Headers lie in pages used for nothing else, so a stale reader always finds a
 * header there, and its serial tells whether it is the one it meant. */
struct mmf_header_shm {
    uint64_t serial;   /* 0: free; else perhaps with one of the marks below, which no cell and no handle has */
    uint64_t seq;      /* odd while the structure changes */
    uint64_t shape;    /* guarded: tag, depth << 8, log2 of capacity << 16 */
    uint64_t place;    /* guarded unit of the index segment or directory (dict), chunk or directory (list); 0: none */
    uint64_t count;    /* guarded */
    uint64_t first;    /* list: ring position of item 0 */
    uint64_t parent;   /* offset of the container that holds it; root: 0; else enum mmf_parent */
    uint64_t change;   /* halves: commits that were awaited, 1 if the next one is awaited; see notify.c */

    uint64_t ends;     /* dict: halves: units of the first and last entry in insertion order */
    uint64_t vacant;   /* dict: halves: unit of the first vacant entry, entries left in the newest chunk */
    uint64_t fresh;    /* dict: halves: unit of the next never used entry, of the newest entry chunk */
    uint64_t order;    /* dict: halves: highest order number given, epoch of the numbering */
    uint64_t chain;    /* halves: units of previous and next in the list of orphans or garbage; free: next */
    uint64_t storage;  /* dict: how often it gave its entries' memory up: places remembered before are void then */
    uint64_t spare[2];
};
#define MMF_SERIAL_GARBAGE (UINT64_C(1) << 63) /* given up: handles on it are stale while it is taken apart */
#define MMF_SERIAL_ORPHAN (UINT64_C(1) << 62) /* without a place: handles on it are stale but in one process (X4) */
#define MMF_SERIAL_MARKS (MMF_SERIAL_GARBAGE | MMF_SERIAL_ORPHAN)
enum mmf_parent { MMF_PARENT_GARBAGE = 1, MMF_PARENT_ORPHAN = 2 /* | slot index << 8; offsets are multiples of 16 */ };
static inline uint64_t mmf_parent_of_orphan(uint32_t slot) { return MMF_PARENT_ORPHAN | (uint64_t)slot << 8; }

/* The beginning of a page of headers. */
struct mmf_headers_shm {
    uint64_t next;   /* offset of the next page, 0: none */
    uint64_t behind; /* pages behind it, of the same block, that are nobody's yet */
    uint64_t spare[6];
};

/* One item of a dict. */
struct mmf_entry_shm {
    uint64_t key[2]; /* a cell; tag 0: vacant */
    uint64_t value[2];
    uint64_t links; /* halves: units of the entries before and after in insertion order; vacant: next */
    uint64_t meta; /* halves: order number, version (odd while the value changes) */
};
#define MMF_VERSION_STEP (UINT64_C(1) << 32)

/* A chunk of entries, and a segment of index slots behind their heads. */
struct mmf_entries_shm {
    uint64_t next; /* halves: unit of the next chunk, entries in this one */
    uint64_t spare;
};
struct mmf_index_shm {
    uint64_t shape; /* halves: used slots, depth of this segment */
    uint64_t spare;
    /* uint64_t slot[]: hash 31 bits << 33 | parity << 32 | unit of the entry; 0: empty */
};

/* A page of equal small blocks. */
#define MMF_SLAB_WORDS 4
struct mmf_slab_shm {
    uint64_t kind; /* guarded: class */
    uint64_t next; /* offsets in the list of pages with a free block */
    uint64_t previous;
    uint64_t spare;
    uint64_t free[MMF_SLAB_WORDS]; /* bit i of the map: block i is free */
};

/* The header before a large block: {size in units | flags << 32 | check << 48, size of the block before in units}. */
struct mmf_block_shm {
    uint64_t size;
    uint64_t previous;
};

/* Bytes of a page that one block of whole pages has to itself: the last 16 are the next block's header. */
#define MMF_PAGE_PAYLOAD (MMF_PAGE - sizeof(struct mmf_block_shm))

_Static_assert(sizeof(struct mmf_fixed_shm) == 128, "format");
_Static_assert(offsetof(struct mmf_super_shm, lock) == 256, "the writer's line");
_Static_assert(offsetof(struct mmf_super_shm, seq) == 320, "the readers' line");
_Static_assert(offsetof(struct mmf_super_shm, heap_end) == 384, "format");
_Static_assert(sizeof(struct mmf_super_shm) <= MMF_LOG_OFF, "the superblock is one page");
_Static_assert(sizeof(struct mmf_lane_shm) == 64, "a line");
_Static_assert(sizeof(struct mmf_slot_shm) == 256, "format");
_Static_assert(MMF_SLOTS_OFF + MMF_SLOTS_FIRST * sizeof(struct mmf_slot_shm) <= MMF_HEAP_OFF, "fixed areas");
_Static_assert((MMF_HEAP_OFF + sizeof(struct mmf_block_shm)) % MMF_PAGE == 0, "first payload on a page");
_Static_assert(sizeof(struct mmf_header_shm) == 128, "two lines: the readers' and the writers'");
_Static_assert(offsetof(struct mmf_header_shm, fresh) == offsetof(struct mmf_header_shm, ends) + 16,
               "one record for a dict's words about entries");
_Static_assert(sizeof(struct mmf_headers_shm) == 64, "format");
_Static_assert(sizeof(struct mmf_entry_shm) == 48, "format");
_Static_assert(sizeof(struct mmf_slab_shm) == 64, "format");
_Static_assert(sizeof(struct mmf_block_shm) == 16, "format");

#endif
