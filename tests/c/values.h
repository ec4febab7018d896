/* values.h -- short ways to say what to store and to look at what is there. */
#ifndef VALUES_H
#define VALUES_H

#include "check.h"

static inline mmf_value list_value(const mmf_value *values, uint64_t count)
{
    return (mmf_value){mmf_cell_plain(MMF_TAG_LIST, count), values};
}
static inline mmf_value dict_value(const mmf_item *items, uint64_t count)
{
    return (mmf_value){mmf_cell_plain(MMF_TAG_DICT, count), items};
}

static inline void set(const mmf_ref *dict, const char *name, mmf_value value)
{
    mmf_key key = text_key(dict->ns, name);
    CHECK_OK(mmf_dict_set(dict, &key, &value));
}

static inline mmf_status set_number(const mmf_ref *dict, int64_t number)
{
    mmf_key key = int_key(dict->ns, number);
    mmf_value value = int_value(number);
    return mmf_dict_set(dict, &key, &value);
}

static inline void remove_key(const mmf_ref *dict, const char *name)
{
    mmf_key key = text_key(dict->ns, name);
    CHECK_OK(mmf_dict_remove(dict, &key, NULL));
}

/* The int at a key; -1 when there is none. Waits. */
static inline int64_t get(const mmf_ref *dict, const char *name)
{
    mmf_key key = text_key(dict->ns, name);
    mmf_out out;
    mmf_status status;
    mmf_out_init(&out);
    while ((status = mmf_dict_get(dict, &key, &out)) == MMF_BUSY)
        CHECK_OK(mmf_wait(dict->ns, 20));
    CHECK(status == MMF_OK || status == MMF_NOT_FOUND);
    int64_t value = status == MMF_OK && mmf_cell_tag(out.cell) == MMF_TAG_INT ? (int64_t)out.cell.w1 : -1;
    mmf_out_clear(&out);
    return value;
}

static inline mmf_ref get_container(const mmf_ref *dict, const char *name)
{
    mmf_key key = text_key(dict->ns, name);
    mmf_out out;
    mmf_out_init(&out);
    CHECK_OK(mmf_dict_get(dict, &key, &out));
    CHECK(mmf_tag_is_container(mmf_cell_tag(out.cell)));
    return mmf_out_ref(&out, dict->ns);
}

static inline uint64_t length_of(const mmf_ref *container)
{
    uint64_t count;
    CHECK_OK(mmf_dict_len(container, &count));
    return count;
}

static inline bool is_stale(const mmf_ref *ref)
{
    uint8_t tag;
    return mmf_ref_check(ref, &tag) == MMF_STALE;
}

static inline mmf_stats stats_of(mmf_ns *ns)
{
    mmf_stats stats;
    CHECK_OK(mmf_get_stats(ns, &stats));
    return stats;
}
static inline uint64_t used_bytes(const mmf_stats *stats) { return stats->heap_bytes - stats->free_bytes; }

#endif
