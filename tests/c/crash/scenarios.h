/* scenarios.h -- what the crash tests kill: one operation, or a few, on a prepared namespace.
 *
 * Each runs in a process of its own (the victim). The state after each step that was acknowledged is known from runs
 * that nobody killed; a victim that dies in step i must leave exactly the state after i - 1 steps or after i steps. */
#ifndef SCENARIOS_H
#define SCENARIOS_H

#include "check.h"

typedef struct victim {
    mmf_ns *ns; /* attached, unless the scenario opens it itself */
    const char *path;
    mmf_ref handles[2]; /* for arm() to keep */
} victim;

enum scenario_flags {
    SCENARIO_STEPPED = 1,  /* short enough to be killed at each instruction */
    SCENARIO_OPENS = 2,    /* its step attaches by itself */
    SCENARIO_CREATES = 4,  /* there is no file before */
    SCENARIO_CROWDED = 8,  /* others hold all the slots of the first chunk */
    SCENARIO_COMPACTS = 16, /* in several changes: what is used is counted when the inspector has done so, too */
};

typedef struct scenario {
    const char *name;
    uint64_t size, max_size;       /* 0: the default, none */
    void (*prepare)(mmf_ns *ns);   /* in an earlier process */
    void (*arm)(victim *v);        /* in the victim, before it can be killed */
    int steps;
    void (*step)(victim *v, int i);
    unsigned flags;
} scenario;

/* Ended by an entry without a name. */
extern const scenario dict_scenarios[], list_scenarios[], tree_scenarios[], heap_scenarios[], transaction_scenarios[],
    lifetime_scenarios[];
/* The i-th of all, or NULL. */
const scenario *scenario_at(size_t i);

/* ---- values; they live until the process ends, which is soon ---- */

static inline void *keep(size_t bytes)
{
    void *memory = calloc(1, bytes ? bytes : 1);
    CHECK(memory);
    return memory;
}

/* `length` times the character. */
static inline mmf_value fill(char c, size_t length)
{
    char *text = memset(keep(length), c, length);
    return text_value(text, length);
}

static inline mmf_key long_key(mmf_ns *ns, int i)
{
    char *text = keep(64);
    snprintf(text, 64, "a key that does not fit into a cell, number %d", i);
    return text_key(ns, text);
}

static inline mmf_value list_value(const mmf_value *values, size_t count)
{
    return (mmf_value){mmf_cell_plain(MMF_TAG_LIST, count), values};
}
static inline mmf_value dict_value(const mmf_item *items, size_t count)
{
    return (mmf_value){mmf_cell_plain(MMF_TAG_DICT, count), items};
}
static inline mmf_value ref_value(const mmf_ref *ref) { return (mmf_value){mmf_cell_plain(MMF_TAG_REF, 0), ref}; }

/* A tree of dicts and lists in turn, with short and long texts in it. */
mmf_value tree_value(mmf_ns *ns, int depth);
/* `count` items with keys from..: int i -> a text of `length` characters. */
mmf_item *int_items(mmf_ns *ns, int from, int count, size_t length);
mmf_value *int_values(int from, int count);

/* ---- places ---- */

static inline void put(mmf_ns *ns, const char *name, mmf_value value)
{
    mmf_ref root = mmf_root(ns);
    mmf_key key = text_key(ns, name);
    CHECK_OK(mmf_dict_set(&root, &key, &value));
}

/* The container at root[name]. */
mmf_ref child(mmf_ns *ns, const char *name);
mmf_ref item_of(const mmf_ref *list, int64_t index);

#endif
