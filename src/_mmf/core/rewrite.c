/* rewrite.c -- storing a dict or list over one of the same shape: with the same keys in the same order, or as many
 * items.
 *
 * Who stores records under the same names again and again would make and free a container each time, which takes longer
 * than all the rest.
 * X6  A container that is written over is another from then on: it gets a new serial, in the same change, while h->seq
 *     is odd. So handles on the old one are stale, and who waits for it wakes, as if it had been given up. One that
 *     this process has handles on is not written over: it is to live on as an orphan. */
#include "tree.h"

#define VALUES_MOST 64 /* with more, what the log has to keep takes as long as a new container */
#define DEPTH_MOST 8
/* Index slots or cells of the old one: so many for an item at most, and these at least. */
#define SPARSE_FACTOR 4
#define SPARSE_LEAST 32
#define SPARSE_MOST_LOG2 8

static const mmf_value *child_of(const mmf_value *value, uint64_t i)
{
    return mmf_cell_tag(value->cell) == MMF_TAG_DICT ? &((const mmf_item *)value->data)[i].value
                                                     : (const mmf_value *)value->data + i;
}

/* Few values, and no handles among them: one may name what is being written over, or is below it. */
static bool is_small_and_plain(const mmf_value *value, unsigned depth, unsigned *left)
{
    uint8_t tag = mmf_cell_tag(value->cell);
    if (tag == MMF_TAG_REF || !*left)
        return false;
    --*left;
    if (!mmf_tag_is_container(tag))
        return true;
    bool is = depth > 0;
    for (uint64_t i = 0; is && i < value->cell.w1; i++)
        is = is_small_and_plain(child_of(value, i), depth - 1, left);
    return is;
}

static bool has_the_keys(mmf_segment *s, const struct mmf_header_shm *h, const mmf_value *value)
{
    const mmf_item *items = value->data;
    struct mmf_entry_shm *entry;
    uint64_t i = 0;
    mmf_status status = mmf_table_first(s, h, false, &entry);
    while (status == MMF_OK && entry && i < value->cell.w1) {
        bool equal;
        status = mmf_tree_equals(s, mmf_cell_load(entry->key), &items[i++].key.value, &equal);
        if (status == MMF_OK)
            status = equal ? mmf_table_next(s, h, false, &entry) : MMF_NOT_FOUND;
    }
    return status == MMF_OK && !entry && i == value->cell.w1;
}

/* Had it many more items once, and has memory for them still? That is to be given back. */
static bool is_sparse(uint64_t shape, uint64_t count)
{
    return mmf_shape_depth(shape) || mmf_shape_log2(shape) > SPARSE_MOST_LOG2 ||
           UINT64_C(1) << mmf_shape_log2(shape) > mmf_max(SPARSE_FACTOR * count, SPARSE_LEAST);
}

/* May `value` be written over what `old` names, which is `*h` then? */
static bool may_write_over(const mmf_tree *t, mmf_cell old, const mmf_value *value, struct mmf_header_shm **h)
{
    mmf_segment *s = t->log->segment;
    mmf_off off = mmf_cell_offset(old);
    if (!mmf_tag_is_container(mmf_cell_tag(old)) || mmf_cell_tag(old) != mmf_cell_tag(value->cell) ||
        mmf_tree_header(s, off, old.w1, h) != MMF_OK)
        return false;
    uint64_t shape = mmf_load(&(*h)->shape), count = mmf_load(&(*h)->count);
    return mmf_guarded_ok(shape) && mmf_shape_tag(shape) == mmf_cell_tag(old) && mmf_guarded_ok(count) &&
           mmf_low(count) == value->cell.w1 && !is_sparse(shape, mmf_low(count)) &&
           !(t->orphans && mmf_handles_has(t->handles, off, old.w1)) &&
           (mmf_cell_tag(old) == MMF_TAG_LIST || has_the_keys(s, *h, value));
}

static mmf_status write_over(mmf_tree *t, struct mmf_header_shm *h, const mmf_value *value, mmf_cell *cell);

static mmf_status store_anew(mmf_tree *t, mmf_off parent, mmf_cell old, const mmf_value *value, mmf_cell *cell)
{
    mmf_status status = mmf_tree_store(t, parent, value, cell);
    return status == MMF_OK ? mmf_tree_dispose(t, old) : status;
}

/* mmf_tree_store_over() of what is known to be small and plain. */
static mmf_status store_over(mmf_tree *t, mmf_off parent, mmf_cell old, const mmf_value *value, mmf_cell *cell)
{
    struct mmf_header_shm *h;
    if (mmf_tag_is_container(mmf_cell_tag(value->cell)) && may_write_over(t, old, value, &h))
        return write_over(t, h, value, cell);
    return store_anew(t, parent, old, value, cell);
}

static mmf_status write_values(mmf_tree *t, struct mmf_header_shm *h, const mmf_value *value)
{
    mmf_segment *s = t->log->segment;
    bool is_dict = mmf_cell_tag(value->cell) == MMF_TAG_DICT;
    struct mmf_entry_shm *entry = NULL;
    mmf_status status = is_dict ? mmf_table_first(s, h, false, &entry) : MMF_OK;
    for (uint64_t i = 0; status == MMF_OK && i < value->cell.w1; i++) {
        uint64_t *words = !is_dict ? mmf_list_cell(s, h, i) : entry ? entry->value : NULL;
        if (!words)
            return MMF_CORRUPT;
        mmf_cell old = mmf_cell_load(words), cell;
        status = store_over(t, mmf_off_of(s, h), old, child_of(value, i), &cell);
        if (status == MMF_OK)
            status = mmf_log_room(t->log, 4);
        if (status == MMF_OK && (cell.w0 != old.w0 || cell.w1 != old.w1)) {
            if (is_dict)
                status = mmf_log_put_value(t->log, entry, cell);
            else
                mmf_put_pair(t->log, words, cell.w0, cell.w1);
        }
        if (status == MMF_OK && is_dict)
            status = mmf_table_next(s, h, false, &entry);
    }
    return status;
}

static mmf_status write_over(mmf_tree *t, struct mmf_header_shm *h, const mmf_value *value, mmf_cell *cell)
{
    mmf_status status = mmf_log_room(t->log, 16);
    if (status != MMF_OK || (status = mmf_log_make_odd(t->log, &h->seq)) != MMF_OK ||
        (status = mmf_log_touch(t->log, h)) != MMF_OK)
        return status;
    uint64_t serial = mmf_header_new_serial(t->log->segment);
    mmf_put(t->log, &h->serial, serial);
    *cell = mmf_ref_cell(mmf_cell_tag(value->cell), mmf_off_of(t->log->segment, h), serial);
    return write_values(t, h, value);
}

mmf_status mmf_tree_store_over(mmf_tree *t, mmf_off parent, mmf_cell old, const mmf_value *value, mmf_cell *cell)
{
    unsigned left = VALUES_MOST;
    struct mmf_header_shm *h;
    if (mmf_tag_is_container(mmf_cell_tag(value->cell)) && is_small_and_plain(value, DEPTH_MOST, &left) &&
        may_write_over(t, old, value, &h))
        return write_over(t, h, value, cell);
    return store_anew(t, parent, old, value, cell);
}
