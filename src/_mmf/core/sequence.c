/* sequence.c -- the operations that change lists: the ring under the lock and the log. Reading an item is in
 * lookup.c. */
#include <stdlib.h>

#include "mmf.h"
#include "reserve.h"
#include "word.h"

static mmf_status begin(mmf_write *w, const mmf_ref *list, struct mmf_header_shm **h)
{
    return mmf_write_begin_on(w, list, MMF_TAG_LIST, MMF_OPERATION_LIST, h);
}

/* Give item `at` a value that is in the file already, and give up the old one. */
static mmf_status replace(mmf_tree *t, struct mmf_header_shm *h, uint64_t at, mmf_cell cell)
{
    uint64_t *words = mmf_list_cell(t->log->segment, h, at);
    if (!words)
        return MMF_CORRUPT;
    mmf_cell old = mmf_cell_load(words);
    if (old.w0 == cell.w0 && old.w1 == cell.w1) /* the same container, or nothing changes but for those who wait */
        return mmf_tag_is_inline(mmf_cell_tag(cell)) && mmf_is_awaited(h) ? mmf_list_put(t->log, h, at, cell) : MMF_OK;
    mmf_status status = mmf_tree_dispose(t, old);
    return status == MMF_OK ? mmf_list_put(t->log, h, at, cell) : status;
}

/* Store a value for item `at`; a container that is there already stays. */
static mmf_status store_for(mmf_tree *t, struct mmf_header_shm *h, uint64_t at, const mmf_value *value, mmf_cell *cell)
{
    uint64_t *words = mmf_list_cell(t->log->segment, h, at);
    if (!words)
        return MMF_CORRUPT;
    *cell = mmf_cell_load(words);
    return mmf_is_handle_on(value, *cell) ? MMF_OK : mmf_tree_store(t, mmf_off_of(t->log->segment, h), value, cell);
}

/* Put a long value into the block of the one that is there. */
static mmf_status overwrite(mmf_log *log, struct mmf_header_shm *h, uint64_t at, mmf_cell old, const mmf_value *value)
{
    mmf_cell cell;
    uint64_t *payload;
    mmf_status status = mmf_long_take_over(log, old, value, &cell, &payload);
    if (status == MMF_OK)
        status = mmf_list_put(log, h, at, cell);
    if (status == MMF_OK)
        mmf_copy_in(payload, value->data, value->cell.w1);
    return status;
}

static mmf_status put_one(mmf_tree *t, struct mmf_header_shm *h, uint64_t at, const mmf_value *value)
{
    uint64_t *words = mmf_list_cell(t->log->segment, h, at);
    if (!words)
        return MMF_CORRUPT;
    mmf_cell old = mmf_cell_load(words), cell;
    if (mmf_long_fits(old, value))
        return overwrite(t->log, h, at, old, value);
    if (mmf_tag_is_container(mmf_cell_tag(value->cell))) {
        mmf_status status = mmf_tree_store_over(t, mmf_off_of(t->log->segment, h), old, value, &cell);
        return status == MMF_OK ? mmf_list_put(t->log, h, at, cell) : status;
    }
    mmf_status status = store_for(t, h, at, value, &cell);
    return status == MMF_OK ? replace(t, h, at, cell) : status;
}

/* Insert items that are in the file already. */
static mmf_status insert_cells(const mmf_write *w, struct mmf_header_shm *h, uint64_t at, const mmf_cell *cells,
                               uint64_t count)
{
    bool at_end = !w->in_transaction && (!at || at == mmf_list_count(h));
    mmf_status status = mmf_list_open_gap(w->tree.log, h, at, count);
    if (status == MMF_OK && at_end)
        return mmf_list_fill(w->tree.log->segment, h, at, cells, count);
    for (uint64_t i = 0; i < count && status == MMF_OK; i++)
        status = mmf_list_put(w->tree.log, h, at + i, cells[i]);
    return status;
}

#define CELLS_ON_STACK 16

/* Replace `in_place` items from `at` on, then insert the rest of the values behind them. All values are stored before
 * the list changes: one of them may be a handle on the list itself, to be copied as it was. */
static mmf_status put_many(mmf_write *w, struct mmf_header_shm *h, uint64_t at, uint64_t in_place,
                           const mmf_value *values, uint64_t count)
{
    mmf_tree *t = &w->tree;
    mmf_cell few[CELLS_ON_STACK], *cells = few;
    mmf_off self = mmf_off_of(t->log->segment, h);
    mmf_status status = MMF_OK;
    if (count > CELLS_ON_STACK && !(cells = malloc(count * sizeof *cells)))
        return MMF_NOMEM;
    for (uint64_t i = 0; i < in_place && status == MMF_OK; i++)
        status = store_for(t, h, at + i, &values[i], &cells[i]);
    for (uint64_t i = in_place; i < count && status == MMF_OK; i++)
        if (mmf_tag_is_inline(mmf_cell_tag(values[i].cell)))
            cells[i] = values[i].cell;
        else
            status = mmf_tree_store(t, self, &values[i], &cells[i]);
    for (uint64_t i = 0; i < in_place && status == MMF_OK; i++)
        status = replace(t, h, at + i, cells[i]);
    if (status == MMF_OK && count > in_place)
        status = insert_cells(w, h, at + in_place, cells + in_place, count - in_place);
    if (cells != few)
        free(cells);
    return status;
}

/* Take items out and give up what they held. */
static mmf_status remove_items(mmf_tree *t, struct mmf_header_shm *h, uint64_t at, uint64_t n)
{
    mmf_status status = MMF_OK;
    for (uint64_t i = 0; i < n && status == MMF_OK; i++) {
        uint64_t *cell = mmf_list_cell(t->log->segment, h, at + i);
        status = cell ? mmf_tree_dispose(t, mmf_cell_load(cell)) : MMF_CORRUPT;
    }
    return status == MMF_OK ? mmf_list_close_gap(t->log, h, at, n) : status;
}

/* A change with one value, which may be big. */
typedef mmf_status (*one_value)(mmf_write *w, struct mmf_header_shm *h, int64_t index, const mmf_value *value);

static MMF_COLD mmf_status with_big(const mmf_ref *list, int64_t index, const mmf_value *value, one_value change)
{
    mmf_write w;
    mmf_reserved reserved;
    struct mmf_header_shm *h;
    mmf_status status = mmf_reserve(list->ns, value, &reserved);
    if (status != MMF_OK)
        return status;
    status = begin(&w, list, &h);
    if (status == MMF_OK)
        status = mmf_reserve_end(&w, &reserved, change(&w, h, index, &reserved.value));
    if (status != MMF_OK)
        mmf_reserve_cancel(list->ns, &reserved);
    return status;
}

static mmf_status set_item(mmf_write *w, struct mmf_header_shm *h, int64_t index, const mmf_value *value)
{
    uint64_t at;
    return mmf_list_resolve(index, mmf_list_count(h), &at) ? put_one(&w->tree, h, at, value) : MMF_RANGE;
}

/* Where an item lies that differs from `value` in its second word at most, and both are inline: then storing this word
 * is the whole change (L6). NULL: it is not that simple. */
static inline uint64_t *word_to_set(mmf_segment *s, struct mmf_header_shm *h, int64_t index, const mmf_value *value)
{
    uint64_t at;
    if (!mmf_tag_is_inline(mmf_cell_tag(value->cell)) || !mmf_list_resolve(index, mmf_list_count(h), &at))
        return NULL;
    uint64_t *cell = mmf_list_cell(s, h, at);
    return cell && mmf_load(cell) == value->cell.w0 ? cell + 1 : NULL;
}

static MMF_NOINLINE mmf_status set_slowly(const mmf_ref *list, int64_t index, const mmf_value *value)
{
    mmf_write w;
    mmf_segment *s = &list->ns->segment;
    struct mmf_header_shm *h = NULL;
    uint64_t *word = NULL, *pass = NULL;
    bool goes_on = false;
    if (MMF_UNLIKELY(mmf_is_big(value)))
        return with_big(list, index, value, set_item);
    if (MMF_LIKELY(mmf_tag_is_inline(mmf_cell_tag(value->cell))))
        h = MMF_LIKELY(index >= 0) /* else by the lock, as appends, which move the end */
                ? mmf_word_begin(list, MMF_TAG_LIST, MMF_OPERATION_LIST, &pass)
                : mmf_word_begin_locked(list, MMF_TAG_LIST, MMF_OPERATION_LIST);
    if (MMF_LIKELY(h != NULL)) {
        if (MMF_LIKELY((word = word_to_set(s, h, index, value)) != NULL)) {
            mmf_store_release(word, value->cell.w1);
            mmf_word_end(list->ns, pass);
            return MMF_OK;
        }
        goes_on = mmf_word_go_on(&w, list->ns, pass, h);
    }
    if (!goes_on) {
        mmf_status status = begin(&w, list, &h);
        if (MMF_UNLIKELY(status != MMF_OK))
            return status;
        word = mmf_write_may_be_word(&w) ? word_to_set(s, h, index, value) : NULL;
    }
    return MMF_LIKELY(word != NULL) ? mmf_write_word(&w, word, value->cell.w1)
                                    : mmf_write_end(&w, set_item(&w, h, index, value));
}

/* In most cases one word changes, and needs no call: the bias is granted (K7), the thread has a lane. */
mmf_status mmf_list_set(const mmf_ref *list, int64_t index, const mmf_value *value)
{
    mmf_ns *ns = list->ns;
    struct mmf_header_shm *h = mmf_ref_header(list);
    uint64_t *pass, *cell;
    mmf_ring ring;
    if (MMF_LIKELY(mmf_tag_is_inline(mmf_cell_tag(value->cell))) && MMF_LIKELY(index >= 0) &&
        MMF_LIKELY(mmf_bias_enter_lane(ns, &pass))) {
        bool is_word = mmf_has_place(list, h) && MMF_LIKELY(mmf_word_may_pass(ns, h, MMF_TAG_LIST)) &&
                       MMF_LIKELY(mmf_ring_read(&ns->segment, h, &ring)) && MMF_LIKELY((uint64_t)index < ring.count) &&
                       MMF_LIKELY((cell = mmf_ring_glance(&ring, mmf_ring_position(&ring, (uint64_t)index))) != NULL) &&
                       MMF_LIKELY(mmf_load(&cell[0]) == value->cell.w0);
        if (MMF_LIKELY(is_word))
            mmf_store_release(&cell[1], value->cell.w1);
        mmf_bias_leave_lane(pass, is_word);
        if (MMF_LIKELY(is_word))
            return MMF_OK;
    }
    return set_slowly(list, index, value);
}

static mmf_status insert_first(mmf_write *w, struct mmf_header_shm *h, int64_t unused, const mmf_value *value)
{
    (void)unused;
    return put_many(w, h, 0, 0, value, 1);
}

static mmf_status insert_last(mmf_write *w, struct mmf_header_shm *h, int64_t unused, const mmf_value *value)
{
    (void)unused;
    return put_many(w, h, mmf_list_count(h), 0, value, 1);
}

/* Put an inline value behind the last item, in a cell that is nobody's yet (R1), so that counting it is the whole
 * change (L6): by *count in h->count. */
static MMF_ALWAYS_INLINE bool fill_spare_cell(mmf_segment *s, const struct mmf_header_shm *h, const mmf_value *value,
                                              uint64_t *count)
{
    mmf_ring ring;
    uint64_t *cell;
    if (MMF_UNLIKELY(!mmf_ring_read(s, h, &ring)) || MMF_UNLIKELY(!(cell = mmf_list_spare_cell(&ring))))
        return false;
    mmf_store_data(&cell[0], value->cell.w0);
    mmf_store_data(&cell[1], value->cell.w1);
    *count = mmf_guarded((uint32_t)ring.count + 1);
    return true;
}

static MMF_NOINLINE mmf_status append_slowly(const mmf_ref *list, const mmf_value *value)
{
    mmf_write w;
    struct mmf_header_shm *h;
    uint64_t count;
    if (MMF_UNLIKELY(mmf_is_big(value)))
        return with_big(list, 0, value, insert_last);
    mmf_status status = begin(&w, list, &h);
    if (MMF_UNLIKELY(status != MMF_OK))
        return status;
    if (mmf_tag_is_inline(mmf_cell_tag(value->cell)) && mmf_write_may_be_word(&w) &&
        fill_spare_cell(&list->ns->segment, h, value, &count))
        return mmf_write_word(&w, &h->count, count);
    return mmf_write_end(&w, insert_last(&w, h, 0, value));
}

/* The same where the lock is held already, and storage is to be made first. */
static MMF_NOINLINE mmf_status append_holding(const mmf_ref *list, const mmf_value *value, struct mmf_header_shm *h)
{
    mmf_write w;
    if (MMF_UNLIKELY(!mmf_word_go_on(&w, list->ns, NULL, h)))
        return append_slowly(list, value);
    return mmf_write_end(&w, insert_last(&w, h, 0, value));
}

static MMF_NOINLINE mmf_status append_by_lock(const mmf_ref *list, const mmf_value *value)
{
    struct mmf_header_shm *h;
    uint64_t count;
    if (MMF_LIKELY(mmf_tag_is_inline(mmf_cell_tag(value->cell))) &&
        MMF_LIKELY((h = mmf_word_begin_locked(list, MMF_TAG_LIST, MMF_OPERATION_LIST)) != NULL)) {
        if (MMF_UNLIKELY(!fill_spare_cell(&list->ns->segment, h, value, &count)))
            return append_holding(list, value, h);
        mmf_store_release(&h->count, count);
        mmf_word_end(list->ns, NULL);
        return MMF_OK;
    }
    return append_slowly(list, value);
}

/* Until the count is stored, the spare cell is anybody's: without the lock only if nobody else may change words. */
mmf_status mmf_list_append(const mmf_ref *list, const mmf_value *value)
{
    mmf_ns *ns = list->ns;
    struct mmf_header_shm *h = mmf_ref_header(list);
    uint64_t *pass, count;
    if (MMF_LIKELY(mmf_tag_is_inline(mmf_cell_tag(value->cell))) && MMF_LIKELY(mmf_bias_enter_alone(ns, &pass))) {
        bool fits = mmf_has_place(list, h) && MMF_LIKELY(mmf_word_may_pass(ns, h, MMF_TAG_LIST)) &&
                    MMF_LIKELY(fill_spare_cell(&ns->segment, h, value, &count));
        if (MMF_LIKELY(fits))
            mmf_store_release(&h->count, count);
        mmf_bias_leave_lane(pass, fits);
        if (MMF_LIKELY(fits))
            return MMF_OK;
    }
    return append_by_lock(list, value);
}

mmf_status mmf_list_appendleft(const mmf_ref *list, const mmf_value *value)
{
    mmf_write w;
    struct mmf_header_shm *h;
    if (MMF_UNLIKELY(mmf_is_big(value)))
        return with_big(list, 0, value, insert_first);
    mmf_status status = begin(&w, list, &h);
    return status == MMF_OK ? mmf_write_end(&w, insert_first(&w, h, 0, value)) : status;
}

mmf_status mmf_list_remove(const mmf_ref *list, int64_t index, mmf_buffer *old)
{
    mmf_write w;
    struct mmf_header_shm *h;
    uint64_t at;
    mmf_status status = begin(&w, list, &h);
    if (status != MMF_OK)
        return status;
    if (!mmf_list_resolve(index, mmf_list_count(h), &at))
        status = MMF_RANGE;
    uint64_t *cell = status == MMF_OK ? mmf_list_cell(&list->ns->segment, h, at) : NULL;
    if (status == MMF_OK && !cell)
        status = MMF_CORRUPT;
    if (status == MMF_OK) {
        mmf_cell value = mmf_cell_load(cell);
        status = mmf_write_old(&w, &value, 1, old);
    }
    return mmf_write_end(&w, status == MMF_OK ? remove_items(&w.tree, h, at, 1) : status);
}

mmf_status mmf_list_splice(const mmf_ref *list, int64_t start, uint64_t removed, const mmf_value *values, size_t count)
{
    mmf_write w;
    struct mmf_header_shm *h;
    mmf_status status = begin(&w, list, &h);
    if (status != MMF_OK)
        return status;
    uint64_t length = mmf_list_count(h), at = 0, in_place;
    if (start >= 0)
        at = mmf_min((uint64_t)start, length);
    else if (-(uint64_t)start < length)
        at = length + (uint64_t)start;
    removed = mmf_min(removed, length - at);
    in_place = mmf_min(removed, count);
    if (removed == length && !count)
        return mmf_write_end(&w, mmf_tree_empty(&w.tree, h)); /* works also where there is no room for a long log */
    status = put_many(&w, h, at, in_place, values, count);
    if (status == MMF_OK && removed > in_place)
        status = remove_items(&w.tree, h, at + in_place, removed - in_place);
    return mmf_write_end(&w, status);
}

mmf_status mmf_list_assign(const mmf_ref *list, int64_t start, int64_t step, const mmf_value *values, size_t count,
                           uint64_t stamp)
{
    mmf_write w;
    struct mmf_header_shm *h;
    mmf_status status = begin(&w, list, &h);
    if (status != MMF_OK)
        return status;
    if (mmf_write_moved(&w, stamp))
        status = MMF_MOVED;
    for (size_t i = 0; i < count && status == MMF_OK; i++) {
        uint64_t at = (uint64_t)(start + step * (int64_t)i);
        status = at < mmf_list_count(h) ? put_one(&w.tree, h, at, &values[i]) : MMF_RANGE;
    }
    return mmf_write_end(&w, status);
}

/* How many items side by side, from `from` on, get another place. */
static uint64_t moved(const uint64_t *order, uint64_t from, uint64_t count)
{
    uint64_t to = from;
    while (to < count && order[to] != to)
        to++;
    return to - from;
}

/* The cells of a list in a new order; those not named are given up. */
static mmf_status permute(mmf_tree *t, struct mmf_header_shm *h, uint64_t length, const uint64_t *order, uint64_t count,
                          mmf_cell *cells, unsigned char *named)
{
    mmf_status status = MMF_OK;
    for (uint64_t i = 0; i < count; i++) {
        if (order[i] >= length || named[order[i]]++)
            return MMF_RANGE;
        uint64_t *cell = mmf_list_cell(t->log->segment, h, order[i]);
        if (!cell)
            return MMF_CORRUPT;
        cells[i] = mmf_cell_load(cell);
    }
    for (uint64_t i = 0; i < length && status == MMF_OK; i++) {
        uint64_t *cell = named[i] ? NULL : mmf_list_cell(t->log->segment, h, i);
        if (!named[i])
            status = cell ? mmf_tree_dispose(t, mmf_cell_load(cell)) : MMF_CORRUPT;
    }
    for (uint64_t i = 0, n; i < count && status == MMF_OK; i += n + 1) { /* item i + n keeps its place */
        n = moved(order, i, count);
        if (n)
            status = mmf_list_put_many(t->log, h, i, cells + i, n);
    }
    return status == MMF_OK ? mmf_list_close_gap(t->log, h, count, length - count) : status;
}

mmf_status mmf_list_permute(const mmf_ref *list, const uint64_t *order, size_t count, uint64_t stamp)
{
    mmf_write w;
    struct mmf_header_shm *h;
    mmf_status status = begin(&w, list, &h);
    if (status != MMF_OK)
        return status;
    uint64_t length = mmf_list_count(h);
    if (mmf_write_moved(&w, stamp))
        return mmf_write_end(&w, MMF_MOVED);
    if (count > length)
        return mmf_write_end(&w, MMF_RANGE);
    if (length && !mmf_list_cell(&list->ns->segment, h, length - 1))
        return mmf_write_end(&w, MMF_CORRUPT); /* the length is believed below */
    mmf_cell *cells = malloc((count + 1) * sizeof *cells);
    unsigned char *named = calloc(length + 1, 1);
    status = cells && named ? permute(&w.tree, h, length, order, count, cells, named) : MMF_NOMEM;
    free(cells);
    free(named);
    return mmf_write_end(&w, status);
}
