/* lie.h -- a furnished namespace, at whose bytes a test gets: to say there what is not so. */
#ifndef LIE_H
#define LIE_H

#include "use.h"

#include "ns.h"

#define NOWHERE (UINT64_C(1) << 34)

typedef struct lie {
    mmf_ns *ns;
    mmf_segment *s;
    struct mmf_super_shm *super;
    struct mmf_header_shm *root, *dict, *list;
    mmf_ref root_ref, dict_ref, list_ref;
} lie;

static inline struct mmf_header_shm *header_of(const mmf_ref *ref)
{
    return mmf_header_at(&ref->ns->segment, ref->off);
}

static inline lie begin_sized_lie(uint64_t size, uint64_t max_size)
{
    lie x = {.ns = open_sized(fresh_path(), size, max_size)};
    x.s = &x.ns->segment;
    x.super = mmf_super(x.s);
    furnish(x.ns);
    x.root_ref = mmf_root(x.ns);
    x.dict_ref = get_container(&x.root_ref, "dict");
    x.list_ref = get_container(&x.root_ref, "list");
    x.root = header_of(&x.root_ref);
    x.dict = header_of(&x.dict_ref);
    x.list = header_of(&x.list_ref);
    return x;
}
static inline lie begin_lie(void) { return begin_sized_lie(MMF_SIZE_MIN, 4 * MMF_SIZE_MIN); }

static inline mmf_off offset_of(lie *x, const void *p) { return mmf_off_of(x->s, p); }

static inline struct mmf_entry_shm *entry_of(lie *x, struct mmf_header_shm *h, bool last)
{
    struct mmf_entry_shm *entry;
    CHECK_OK(mmf_table_first(x->s, h, last, &entry));
    return entry;
}

static inline void set_cell(struct mmf_entry_shm *entry, mmf_cell cell)
{
    entry->value[0] = cell.w0;
    entry->value[1] = cell.w1;
}

/* A case that is run in a process of its own, by its name. */
typedef struct lie_case {
    const char *name;
    void (*body)(void *);
} lie_case;
#define LIE_CASE(f) {#f, f}

static inline void all_survive(const lie_case *cases, size_t count)
{
    bool well = true;
    for (size_t i = 0; i < count; i++)
        if (!survives(cases[i].body, NULL)) {
            fprintf(stderr, "%s\n", cases[i].name);
            well = false;
        }
    CHECK(well);
}

#endif
