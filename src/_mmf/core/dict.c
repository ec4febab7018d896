/* dict.c -- the operations that change dicts: the table under the lock and the log. Reading is in lookup.c. */
#include "mmf.h"
#include "reserve.h"
#include "word.h"

/* A dict that has become empty keeps an index of up to so many slots: it may soon be filled again. */
#define SMALL_LOG2 5

static mmf_status insert(mmf_tree *t, struct mmf_header_shm *h, const mmf_key *key, const mmf_value *value,
                         const mmf_found *missed)
{
    mmf_cell item[2];
    mmf_status status = mmf_tree_store(t, mmf_off_of(t->log->segment, h), value, &item[1]);
    if (status == MMF_OK)
        status = mmf_tree_store_key(t, key, &item[0]);
    return status == MMF_OK ? mmf_table_insert(t->log, h, key->hash, item, missed) : status;
}

/* Put a long value into the block of the one that is there. */
static mmf_status overwrite(mmf_log *log, struct mmf_entry_shm *entry, mmf_cell old, const mmf_value *value)
{
    mmf_cell cell;
    uint64_t *payload;
    mmf_status status = mmf_long_take_over(log, old, value, &cell, &payload);
    if (MMF_LIKELY(status == MMF_OK))
        status = mmf_log_put_value(log, entry, cell);
    if (status == MMF_OK)
        mmf_copy_in(payload, value->data, value->cell.w1);
    return status;
}

static mmf_status replace(mmf_tree *t, struct mmf_header_shm *h, struct mmf_entry_shm *entry, const mmf_value *value)
{
    mmf_cell old = mmf_cell_load(entry->value), cell;
    if (MMF_LIKELY(mmf_tag_is_inline(mmf_cell_tag(value->cell)) && mmf_tag_is_inline(mmf_cell_tag(old)))) {
        mmf_status status = mmf_log_room(t->log, 4); /* nothing to allocate or to free */
        return MMF_LIKELY(status == MMF_OK) ? mmf_log_put_value(t->log, entry, value->cell) : status;
    }
    if (mmf_is_handle_on(value, old))
        return MMF_OK;
    if (mmf_long_fits(old, value))
        return overwrite(t->log, entry, old, value);
    mmf_status status = mmf_tree_store_over(t, mmf_off_of(t->log->segment, h), old, value, &cell);
    if (status == MMF_OK)
        status = mmf_log_room(t->log, 4);
    return status == MMF_OK ? mmf_log_put_value(t->log, entry, cell) : status;
}

static mmf_status set(mmf_tree *t, struct mmf_header_shm *h, const mmf_key *key, const mmf_value *value)
{
    mmf_found found;
    mmf_status status = mmf_table_find(t->log->segment, h, key, &found);
    if (MMF_LIKELY(status == MMF_OK))
        return replace(t, h, found.entry, value);
    return status == MMF_NOT_FOUND ? insert(t, h, key, value, &found) : status;
}

static MMF_COLD mmf_status set_big(const mmf_ref *dict, const mmf_key *key, const mmf_value *value)
{
    mmf_write w;
    mmf_reserved reserved;
    struct mmf_header_shm *h;
    mmf_status status = mmf_reserve(dict->ns, value, &reserved);
    if (status != MMF_OK)
        return status;
    status = mmf_write_begin_on(&w, dict, MMF_TAG_DICT, MMF_OPERATION_SET, &h);
    if (status == MMF_OK)
        status = mmf_reserve_end(&w, &reserved, set(&w.tree, h, key, &reserved.value));
    if (status != MMF_OK)
        mmf_reserve_cancel(dict->ns, &reserved);
    return status;
}

/* Do the value that is there and a new one lie in their cells and differ in the second word at most? Then storing this
 * word is the whole change (L6): readers get the old value or the new one, and the version need not move. */
static inline bool is_one_word(const mmf_write *w, const struct mmf_entry_shm *entry, mmf_cell value)
{
    return mmf_write_may_be_word(w) && mmf_load(&entry->value[0]) == value.w0 && mmf_tag_is_inline(mmf_cell_tag(value));
}

/* In most cases one word of an item changes, and needs no call: the bias is granted (K7), the thread has a lane,
 * the key lies in its cell. Then: the item's entry, in a pass that is to be left; else NULL. */
static MMF_ALWAYS_INLINE struct mmf_entry_shm *enter_entry(const mmf_ref *dict, const mmf_key *key, uint64_t **pass)
{
    mmf_ns *ns = dict->ns;
    const struct mmf_header_shm *h = mmf_ref_header(dict);
    mmf_index index;
    mmf_found found;
    if (MMF_UNLIKELY(key->value.data != NULL) || MMF_UNLIKELY(!mmf_bias_enter_lane(ns, pass)))
        return NULL;
    if (mmf_has_place(dict, h) && MMF_LIKELY(mmf_word_may_pass(ns, h, MMF_TAG_DICT)) &&
        MMF_LIKELY(mmf_index_of(&ns->segment, h, &index)) &&
        MMF_LIKELY(mmf_table_glance(&ns->segment, &index, key, &found) == MMF_OK))
        return found.entry;
    mmf_bias_leave_lane(*pass, false);
    return NULL;
}

static MMF_NOINLINE mmf_status set_slowly(const mmf_ref *dict, const mmf_key *key, const mmf_value *value)
{
    mmf_write w;
    struct mmf_header_shm *h;
    mmf_found found;
    mmf_status status;
    if (MMF_UNLIKELY(mmf_is_big(value)))
        return set_big(dict, key, value);
    bool goes_on = false;
    uint64_t *pass;
    if (MMF_LIKELY(mmf_tag_is_inline(mmf_cell_tag(value->cell))) &&
        MMF_LIKELY((h = mmf_word_begin(dict, MMF_TAG_DICT, MMF_OPERATION_SET, &pass)) != NULL)) {
        status = mmf_table_find(&dict->ns->segment, h, key, &found);
        if (MMF_LIKELY(status == MMF_OK && mmf_load(&found.entry->value[0]) == value->cell.w0)) {
            mmf_store_release(&found.entry->value[1], value->cell.w1);
            mmf_word_end(dict->ns, pass);
            return MMF_OK;
        }
        goes_on = mmf_word_go_on(&w, dict->ns, pass, h);
    }
    if (!goes_on) {
        status = mmf_write_begin_on(&w, dict, MMF_TAG_DICT, MMF_OPERATION_SET, &h);
        if (MMF_UNLIKELY(status != MMF_OK))
            return status;
        status = mmf_table_find(&dict->ns->segment, h, key, &found);
    }
    if (MMF_LIKELY(status == MMF_OK) && is_one_word(&w, found.entry, value->cell))
        return mmf_write_word(&w, &found.entry->value[1], value->cell.w1);
    if (MMF_LIKELY(status == MMF_OK))
        status = replace(&w.tree, h, found.entry, value);
    else if (status == MMF_NOT_FOUND)
        status = insert(&w.tree, h, key, value, &found);
    return mmf_write_end(&w, status);
}

mmf_status mmf_dict_set(const mmf_ref *dict, const mmf_key *key, const mmf_value *value)
{
    uint64_t *pass;
    struct mmf_entry_shm *entry;
    if (MMF_LIKELY(mmf_tag_is_inline(mmf_cell_tag(value->cell))) &&
        MMF_LIKELY((entry = enter_entry(dict, key, &pass)) != NULL)) {
        bool is_word = mmf_load(&entry->value[0]) == value->cell.w0;
        if (MMF_LIKELY(is_word))
            mmf_store_release(&entry->value[1], value->cell.w1);
        mmf_bias_leave_lane(pass, is_word);
        if (MMF_LIKELY(is_word))
            return MMF_OK;
    }
    return set_slowly(dict, key, value);
}

mmf_status mmf_dict_setdefault(const mmf_ref *dict, const mmf_key *key, const mmf_value *value, mmf_out *value_now,
                               bool *inserted)
{
    mmf_write w;
    struct mmf_header_shm *h;
    mmf_found found;
    mmf_status status = mmf_write_begin_on(&w, dict, MMF_TAG_DICT, MMF_OPERATION_SET, &h);
    if (status != MMF_OK)
        return status;
    status = mmf_table_find(&dict->ns->segment, h, key, &found);
    *inserted = status == MMF_NOT_FOUND;
    if (*inserted) {
        status = insert(&w.tree, h, key, value, &found);
        if (status == MMF_OK)
            status = mmf_table_find(&dict->ns->segment, h, key, &found);
    }
    if (status == MMF_OK)
        status = mmf_fetch(&dict->ns->segment, mmf_cell_load(found.entry->value), value_now);
    return mmf_write_end(&w, status);
}

/* Take an item out and give up what it held. */
static mmf_status remove_item(mmf_tree *t, struct mmf_header_shm *h, const mmf_found *found)
{
    mmf_status status = mmf_tree_dispose(t, mmf_cell_load(found->entry->key));
    if (status == MMF_OK)
        status = mmf_tree_dispose(t, mmf_cell_load(found->entry->value));
    if (status == MMF_OK)
        status = mmf_table_remove(t->log, h, found);
    bool was_large = mmf_shape_log2(mmf_load(&h->shape)) > SMALL_LOG2;
    if (status == MMF_OK && was_large && !mmf_low(mmf_load(&h->count)))
        status = mmf_tree_empty(t, h); /* give the storage back */
    return status;
}

mmf_status mmf_dict_remove(const mmf_ref *dict, const mmf_key *key, mmf_buffer *old)
{
    mmf_write w;
    struct mmf_header_shm *h;
    mmf_found found;
    mmf_status status = mmf_write_begin_on(&w, dict, MMF_TAG_DICT, MMF_OPERATION_REMOVE, &h);
    if (status != MMF_OK)
        return status;
    status = mmf_table_find(&dict->ns->segment, h, key, &found);
    if (status == MMF_OK) {
        mmf_cell value = mmf_cell_load(found.entry->value);
        status = mmf_write_old(&w, &value, 1, old);
    }
    if (status == MMF_OK)
        status = remove_item(&w.tree, h, &found);
    return mmf_write_end(&w, status);
}

mmf_status mmf_dict_popitem(const mmf_ref *dict, mmf_buffer *item)
{
    mmf_write w;
    struct mmf_header_shm *h;
    mmf_segment *s = &dict->ns->segment;
    mmf_found found;
    mmf_status status = mmf_write_begin_on(&w, dict, MMF_TAG_DICT, MMF_OPERATION_REMOVE, &h);
    if (status != MMF_OK)
        return status;
    status = mmf_table_first(s, h, true, &found.entry);
    if (status == MMF_OK && !found.entry)
        status = MMF_NOT_FOUND;
    if (status == MMF_OK)
        status = mmf_table_locate(s, h, found.entry, &found);
    if (status == MMF_OK) {
        mmf_cell cells[] = {mmf_cell_load(found.entry->key), mmf_cell_load(found.entry->value)};
        status = mmf_write_old(&w, cells, 2, item);
    }
    if (status == MMF_OK)
        status = remove_item(&w.tree, h, &found);
    return mmf_write_end(&w, status);
}

mmf_status mmf_dict_clear(const mmf_ref *dict)
{
    mmf_write w;
    struct mmf_header_shm *h;
    mmf_status status = mmf_write_begin_on(&w, dict, MMF_TAG_DICT, MMF_OPERATION_CLEAR, &h);
    return status == MMF_OK ? mmf_write_end(&w, mmf_tree_empty(&w.tree, h)) : status;
}

/* Where only the second word of the cell changes, one record of one word will do, under the counter of the whole dict
 * instead of the entry's version: readers wait for the end of the change as they do where items are inserted. Who waits
 * for a key wants to see the version move. */
static inline mmf_status replace_one_of_many(mmf_tree *t, struct mmf_header_shm *h, struct mmf_entry_shm *entry,
                                             const mmf_value *value)
{
    mmf_status status;
    if (mmf_load(&entry->value[0]) != value->cell.w0 || !mmf_tag_is_inline(mmf_cell_tag(value->cell)) ||
        mmf_is_awaited(h))
        return replace(t, h, entry, value);
    if (MMF_LIKELY((status = mmf_log_room(t->log, 4)) == MMF_OK) &&
        MMF_LIKELY((status = mmf_log_make_odd(t->log, &h->seq)) == MMF_OK))
        mmf_put(t->log, &entry->value[1], value->cell.w1);
    return status;
}

static mmf_status set_all(mmf_tree *t, struct mmf_header_shm *h, const mmf_item *items, size_t count)
{
    mmf_segment *s = t->log->segment;
    mmf_status status = MMF_OK;
    mmf_index index;
    bool is_read = false;
    for (size_t i = 0; i < count && status == MMF_OK; i++) {
        mmf_found found;
        if (MMF_UNLIKELY(!is_read) && !(is_read = mmf_index_of(s, h, &index)))
            return MMF_CORRUPT;
        status = mmf_table_find_in(s, h, &index, &items[i].key, &found);
        if (MMF_LIKELY(status == MMF_OK)) {
            status = replace_one_of_many(t, h, found.entry, &items[i].value);
        } else if (status == MMF_NOT_FOUND) {
            status = insert(t, h, &items[i].key, &items[i].value, &found);
            is_read = false;
        }
    }
    return status;
}

mmf_status mmf_dict_update(const mmf_ref *dict, const mmf_item *items, size_t count)
{
    mmf_write w;
    struct mmf_header_shm *h;
    mmf_status status = mmf_write_begin_on(&w, dict, MMF_TAG_DICT, MMF_OPERATION_UPDATE, &h);
    return status == MMF_OK ? mmf_write_end(&w, set_all(&w.tree, h, items, count)) : status;
}

mmf_status mmf_dict_replace(const mmf_ref *dict, const mmf_item *items, size_t count, uint64_t stamp)
{
    mmf_write w;
    struct mmf_header_shm *h;
    mmf_status status = mmf_write_begin_on(&w, dict, MMF_TAG_DICT, MMF_OPERATION_UPDATE, &h);
    if (status != MMF_OK)
        return status;
    if (mmf_write_moved(&w, stamp))
        return mmf_write_end(&w, MMF_MOVED);
    status = mmf_tree_empty(&w.tree, h);
    return mmf_write_end(&w, status == MMF_OK ? set_all(&w.tree, h, items, count) : status);
}

/* ---- read-modify-write ---- */

/* a + b for numbers of 64 bits; bools count as ints, None as 0. */
static inline mmf_status sum(mmf_cell a, mmf_cell b, mmf_cell *result)
{
    double x, y;
    uint8_t tag = mmf_cell_tag(a);
    if (MMF_UNLIKELY(tag != MMF_TAG_INT) && (tag == MMF_TAG_TRUE || tag == MMF_TAG_FALSE || tag == MMF_TAG_NONE)) {
        a = mmf_cell_int(tag == MMF_TAG_TRUE);
        tag = MMF_TAG_INT;
    }
    if (MMF_LIKELY(tag == MMF_TAG_INT && mmf_cell_tag(b) == MMF_TAG_INT)) {
        int64_t total;
        if (__builtin_add_overflow((int64_t)a.w1, (int64_t)b.w1, &total))
            return MMF_OVERFLOW;
        *result = mmf_cell_int(total);
        return MMF_OK;
    }
    if (tag != MMF_TAG_INT && tag != MMF_TAG_FLOAT)
        return MMF_KIND;
    memcpy(&x, &a.w1, 8);
    memcpy(&y, &b.w1, 8);
    x = tag == MMF_TAG_INT ? (double)(int64_t)a.w1 : x;
    y = mmf_cell_tag(b) == MMF_TAG_INT ? (double)(int64_t)b.w1 : y;
    *result = mmf_cell_float(x + y);
    return MMF_OK;
}

/* Add to the second word of a value, if the first one stays as it is. */
static inline bool add_in_place(mmf_ns *ns, const uint64_t *pass, uint64_t *value, mmf_cell delta, mmf_cell *total)
{
    mmf_cell old = mmf_cell_load(value);
    do
        if (MMF_UNLIKELY(sum(old, delta, total) != MMF_OK || total->w0 != old.w0))
            return false;
    while (!mmf_word_swap(ns, pass, &value[1], &old.w1, total->w1));
    return true;
}

static MMF_NOINLINE mmf_status add_slowly(const mmf_ref *dict, const mmf_key *key, mmf_cell delta, mmf_cell *result)
{
    mmf_write w;
    struct mmf_header_shm *h;
    mmf_found found;
    mmf_status status;
    mmf_cell total = delta;
    bool goes_on = false;
    uint64_t *pass;
    if (MMF_LIKELY((h = mmf_word_begin(dict, MMF_TAG_DICT, MMF_OPERATION_ADD, &pass)) != NULL)) {
        status = mmf_table_find(&dict->ns->segment, h, key, &found);
        if (MMF_LIKELY(status == MMF_OK && add_in_place(dict->ns, pass, found.entry->value, delta, result))) {
            mmf_word_end(dict->ns, pass);
            return MMF_OK;
        }
        goes_on = mmf_word_go_on(&w, dict->ns, pass, h);
    }
    if (!goes_on) {
        status = mmf_write_begin_on(&w, dict, MMF_TAG_DICT, MMF_OPERATION_ADD, &h);
        if (MMF_UNLIKELY(status != MMF_OK))
            return status;
        status = mmf_table_find(&dict->ns->segment, h, key, &found);
    }
    if (MMF_LIKELY(status == MMF_OK)) {
        status = sum(mmf_cell_load(found.entry->value), delta, &total);
        if (MMF_LIKELY(status == MMF_OK) && is_one_word(&w, found.entry, total)) {
            *result = total;
            return mmf_write_word(&w, &found.entry->value[1], total.w1);
        }
        if (MMF_LIKELY(status == MMF_OK))
            status = mmf_log_room(&dict->ns->log, 4);
        if (MMF_LIKELY(status == MMF_OK))
            status = mmf_log_put_value(&dict->ns->log, found.entry, total);
    } else if (status == MMF_NOT_FOUND) {
        mmf_value value = {delta, NULL};
        status = insert(&w.tree, h, key, &value, &found);
    }
    status = mmf_write_end(&w, status);
    if (MMF_LIKELY(status == MMF_OK))
        *result = total;
    return status;
}

mmf_status mmf_dict_add(const mmf_ref *dict, const mmf_key *key, mmf_cell delta, mmf_cell *result)
{
    uint64_t *pass;
    struct mmf_entry_shm *entry = enter_entry(dict, key, &pass);
    if (MMF_LIKELY(entry != NULL)) {
        bool added = add_in_place(dict->ns, pass, entry->value, delta, result);
        mmf_bias_leave_lane(pass, added);
        if (MMF_LIKELY(added))
            return MMF_OK;
    }
    return add_slowly(dict, key, delta, result);
}

mmf_status mmf_dict_compare_exchange(const mmf_ref *dict, const mmf_key *key, const mmf_value *expected,
                                     const mmf_value *desired, bool *exchanged)
{
    mmf_write w;
    struct mmf_header_shm *h;
    mmf_found found;
    bool wants_absent = mmf_cell_tag(expected->cell) == MMF_TAG_EMPTY;
    bool is_removal = mmf_cell_tag(desired->cell) == MMF_TAG_EMPTY;
    mmf_status status = mmf_write_begin_on(&w, dict, MMF_TAG_DICT, MMF_OPERATION_EXCHANGE, &h);
    if (status != MMF_OK)
        return status;
    *exchanged = false;
    status = mmf_table_find(&dict->ns->segment, h, key, &found);
    if (status == MMF_NOT_FOUND) {
        *exchanged = wants_absent;
        status = wants_absent && !is_removal ? insert(&w.tree, h, key, desired, &found) : MMF_OK;
    } else if (status == MMF_OK && !wants_absent) {
        status = mmf_tree_equals(&dict->ns->segment, mmf_cell_load(found.entry->value), expected, exchanged);
        if (status == MMF_OK && *exchanged)
            status = is_removal ? remove_item(&w.tree, h, &found) : replace(&w.tree, h, found.entry, desired);
    }
    return mmf_write_end(&w, status);
}
