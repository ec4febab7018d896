/* tree.c -- values with all that is below them.
 *
 * X1  Every container hangs in exactly one place: a cell of its parent (h->parent names it), a slot's list of orphans,
 *     or the list of garbage.
 * X2  A change that gives up a container only relinks it: O(1) records whatever its size. Freeing what is on the
 *     garbage list comes in changes of its own, each bounded so that it needs no more log than the fixed first chunk:
 *     giving up data works also in a namespace that is full.
 * X3  No cycles: a container is stored below another only as new, as a copy, or after a check that it does not contain
 *     it.
 * X4  A container's serial has MMF_SERIAL_ORPHAN if and only if h->parent names a slot, whose process alone may use it
 *     then. Who compares the serial with a handle's finds it another; only then is the parent looked at, which tells
 *     that process that it may go on (mmf_is_orphan_of). The mark comes and goes with the parent in one change, while
 *     h->seq is odd: a reader that believes the counter has both as they were or as they are. Handles on what is below
 *     an orphan are told nothing before that is freed, as below garbage.
 * X5  Content that a container gives up at once (clear) hangs in a header of its own, and what is in it goes on naming
 *     the container until it is freed, which is after the transaction, or by others after a death. Until then handles
 *     on it are good: who wants to know where it hangs looks for it. */
#include <stdlib.h>

#include "tree.h"

/* One step of freeing garbage takes no more units of the log, what it leaves to the end of the change included: frees
 * of an item, of two chunks and of a directory, and some words. */
#define STEP_UNITS (4 * MMF_FREE_UNITS + 16)
#define ITEMS_AT_ONCE 256

mmf_status mmf_tree_header(mmf_segment *s, mmf_off off, uint64_t serial, struct mmf_header_shm **h)
{
    *h = mmf_header_at(s, off);
    if (!*h)
        return MMF_CORRUPT;
    return mmf_load_data(&(*h)->serial) == serial && serial ? MMF_OK : MMF_STALE;
}

mmf_status mmf_tree_find_child(mmf_segment *s, const struct mmf_header_shm *h, mmf_off child, uint64_t *left,
                               mmf_child *place)
{
    mmf_status status = MMF_OK;
    if (mmf_shape_tag(mmf_load(&h->shape)) == MMF_TAG_DICT) {
        for (status = mmf_table_first(s, h, false, &place->entry); status == MMF_OK && place->entry;
             status = mmf_table_next(s, h, false, &place->entry)) {
            if (mmf_cell_names(mmf_cell_load(place->entry->value), child))
                return MMF_OK;
            if (!*left || !--*left)
                return MMF_CORRUPT; /* a circle */
        }
        return status == MMF_OK ? MMF_NOT_FOUND : status;
    }
    for (place->index = 0; place->index < mmf_list_count(h); place->index++) {
        uint64_t *cell = mmf_list_cell(s, h, place->index);
        if (!cell || !*left || !--*left)
            return MMF_CORRUPT; /* the count may be any */
        if (mmf_cell_names(mmf_cell_load(cell), child))
            return MMF_OK;
    }
    return MMF_NOT_FOUND;
}

bool mmf_tree_is_inside(mmf_segment *s, mmf_off off, mmf_off inside)
{
    uint64_t steps = mmf_most(s, sizeof(struct mmf_header_shm));
    while (off != inside && steps--) {
        struct mmf_header_shm *h = mmf_header_at(s, off);
        off = h ? mmf_load(&h->parent) : 0;
        if (off % MMF_UNIT || !off)
            return false; /* the root, an orphan or garbage */
    }
    return off == inside;
}

bool mmf_tree_is_still_inside(mmf_segment *s, mmf_off off, mmf_off inside)
{
    bool is_inside = mmf_tree_is_inside(s, off, inside);
    if (!is_inside || !mmf_load(&mmf_super(s)->garbage))
        return is_inside;
    uint64_t left = mmf_tree_steps(s);
    mmf_child place;
    while (off != inside && left--) { /* which others may change meanwhile */
        struct mmf_header_shm *h = mmf_header_at(s, off), *parent = h ? mmf_header_at(s, mmf_load(&h->parent)) : NULL;
        mmf_status status = parent ? mmf_tree_find_child(s, parent, off, &left, &place) : MMF_CORRUPT;
        if (status != MMF_OK)
            return status != MMF_NOT_FOUND;
        off = mmf_off_of(s, parent);
    }
    return true;
}

/* ---- storing ---- */

/* A container that is being filled. Its own cell is in its place already. */
typedef struct level {
    struct mmf_header_shm *h;
    const mmf_value *value; /* its children are these */
    uint64_t next;          /* child */
} level;

typedef struct builder {
    mmf_tree *t;
    level *levels;
    size_t depth, capacity, around; /* around: containers of another builder that its own are below */
    level few[MMF_LEVELS_FEW];
} builder;

static mmf_status build(mmf_tree *t, mmf_off parent, const mmf_value *value, mmf_cell *cell, size_t around);

/* A handle: adopt an orphan of this process, else copy what it names. */
static mmf_status store_ref(mmf_tree *t, mmf_off parent, const mmf_ref *ref, mmf_cell *cell, size_t depth)
{
    mmf_segment *s = t->log->segment;
    struct mmf_header_shm *h = mmf_header_at(s, ref->off);
    if (!h)
        return MMF_CORRUPT;
    mmf_cell own = mmf_ref_cell(mmf_shape_tag(mmf_load(&h->shape)), ref->off, ref->serial);
    if (t->orphans && mmf_is_orphan_of(h, ref->serial, t->slot)) {
        *cell = own;
        return mmf_tree_is_inside(s, parent, ref->off) ? MMF_CYCLE : mmf_tree_adopt(t, h, parent);
    }
    mmf_status status = mmf_tree_header(s, ref->off, ref->serial, &h);
    if (status != MMF_OK)
        return status;
    mmf_buffer copy;
    mmf_value value;
    mmf_arena *arena = NULL;
    mmf_buffer_init(&copy);
    status = mmf_tree_export(s, own, &copy);
    if (status == MMF_OK)
        status = mmf_tree_parse(mmf_super(s)->fixed.seed, &copy, &value, &arena);
    if (status == MMF_OK)
        status = build(t, parent, &value, cell, depth);
    mmf_arena_free(arena);
    mmf_buffer_clear(&copy);
    return status;
}

/* A container without content, to be filled next. */
static mmf_status begin(builder *b, mmf_off parent, const mmf_value *value, mmf_cell *cell)
{
    uint8_t tag = mmf_cell_tag(value->cell);
    struct mmf_header_shm *h;
    if (b->around + b->depth >= MMF_DEPTH_MAX)
        return MMF_INVALID;
    if (b->depth == b->capacity) {
        level *wider = mmf_levels_widen(b->levels, b->few, &b->capacity, sizeof *wider);
        if (!wider)
            return MMF_NOMEM;
        b->levels = wider;
    }
    mmf_status status = mmf_header_alloc(b->t->log, tag, parent, &h);
    if (status == MMF_OK && value->cell.w1)
        status = tag == MMF_TAG_DICT ? mmf_table_make_room(b->t->log, h, value->cell.w1)
                                     : mmf_list_open_gap(b->t->log, h, 0, value->cell.w1);
    if (status != MMF_OK)
        return status;
    *cell = mmf_ref_cell(tag, mmf_off_of(b->t->log->segment, h), mmf_load(&h->serial));
    b->levels[b->depth++] = (level){h, value, 0};
    return MMF_OK;
}

static inline mmf_status store(builder *b, mmf_off parent, const mmf_value *value, mmf_cell *cell)
{
    uint8_t tag = mmf_cell_tag(value->cell);
    if (tag == MMF_TAG_REF)
        return store_ref(b->t, parent, value->data, cell, b->around + b->depth);
    return MMF_LIKELY(!mmf_tag_is_container(tag)) ? mmf_long_store(b->t->log, value, cell)
                                                  : begin(b, parent, value, cell);
}

static mmf_status store_item(builder *b, struct mmf_header_shm *h, const mmf_item *item)
{
    mmf_tree *t = b->t;
    mmf_cell cells[2];
    mmf_found found;
    mmf_status status = store(b, mmf_off_of(t->log->segment, h), &item->value, &cells[1]);
    if (status != MMF_OK)
        return status;
    status = mmf_table_find(t->log->segment, h, &item->key, &found);
    if (status == MMF_OK) { /* a key given twice: the last value counts */
        if ((status = mmf_log_room(t->log, 8)) == MMF_OK)
            status = mmf_tree_dispose(t, mmf_cell_load(found.entry->value));
        return status == MMF_OK ? mmf_log_put_value(t->log, found.entry, cells[1]) : status;
    }
    if (status == MMF_NOT_FOUND && (status = mmf_tree_store_key(t, &item->key, &cells[0])) == MMF_OK)
        status = mmf_table_insert_new(t->log, h, item->key.hash, cells, &found);
    return status;
}

static mmf_status store_list_item(builder *b, struct mmf_header_shm *h, uint64_t index, const mmf_value *value)
{
    mmf_segment *s = b->t->log->segment;
    mmf_cell item;
    uint64_t *cell = mmf_list_cell(s, h, index);
    if (!cell)
        return MMF_CORRUPT;
    mmf_status status = store(b, mmf_off_of(s, h), value, &item);
    if (status == MMF_OK) {
        mmf_store_data(&cell[0], item.w0); /* new in this change (L4) */
        mmf_store_data(&cell[1], item.w1);
    }
    return status;
}

/* Fill the innermost container up to the first child that is one itself, which is next; at the end, leave. */
static mmf_status fill(builder *b)
{
    level *l = &b->levels[b->depth - 1];
    struct mmf_header_shm *h = l->h;
    const mmf_value *value = l->value;
    bool is_dict = mmf_cell_tag(value->cell) == MMF_TAG_DICT;
    size_t depth = b->depth;
    uint64_t i = l->next, count = value->cell.w1;
    for (; i < count && b->depth == depth; i++) {
        mmf_status status = is_dict ? store_item(b, h, (const mmf_item *)value->data + i)
                                    : store_list_item(b, h, i, (const mmf_value *)value->data + i);
        if (status != MMF_OK)
            return status;
    }
    b->levels[depth - 1].next = i; /* not `l`: they may have moved */
    if (b->depth == depth)
        b->depth--;
    return MMF_OK;
}

static mmf_status build(mmf_tree *t, mmf_off parent, const mmf_value *value, mmf_cell *cell, size_t around)
{
    builder b;
    b.t = t;
    b.levels = b.few;
    b.depth = 0;
    b.capacity = MMF_LEVELS_FEW;
    b.around = around;
    mmf_status status = store(&b, parent, value, cell);
    while (status == MMF_OK && b.depth)
        status = fill(&b);
    if (b.levels != b.few)
        free(b.levels);
    return status;
}

mmf_status mmf_tree_build(mmf_tree *t, mmf_off parent, const mmf_value *value, mmf_cell *cell)
{
    return build(t, parent, value, cell, 0);
}

/* ---- comparing ---- */

static mmf_status children_equal(mmf_segment *s, struct mmf_header_shm *h, const mmf_value *value, bool *equal)
{
    bool is_dict = mmf_cell_tag(value->cell) == MMF_TAG_DICT;
    uint64_t count = value->cell.w1;
    mmf_status status = MMF_OK;
    *equal = mmf_low(mmf_load(&h->count)) == count;
    for (uint64_t i = 0; i < count && *equal && status == MMF_OK; i++) {
        const mmf_item *item = is_dict ? (const mmf_item *)value->data + i : NULL;
        const mmf_value *wanted = is_dict ? &item->value : (const mmf_value *)value->data + i;
        mmf_found found;
        uint64_t *cell = NULL;
        if (!is_dict) {
            cell = mmf_list_cell(s, h, i);
        } else if ((status = mmf_table_find(s, h, &item->key, &found)) == MMF_OK) {
            cell = found.entry->value;
        } else {
            *equal = false;
            return status == MMF_NOT_FOUND ? MMF_OK : status;
        }
        status = cell ? mmf_tree_equals(s, mmf_cell_load(cell), wanted, equal) : MMF_CORRUPT;
    }
    return status;
}

mmf_status mmf_tree_equals(mmf_segment *s, mmf_cell cell, const mmf_value *value, bool *equal)
{
    uint8_t tag = mmf_cell_tag(cell);
    if (mmf_cell_tag(value->cell) == MMF_TAG_REF) {
        *equal = mmf_is_handle_on(value, cell);
        return MMF_OK;
    }
    *equal = tag == mmf_cell_tag(value->cell);
    if (!*equal)
        return MMF_OK;
    if (mmf_tag_is_container(tag)) {
        struct mmf_header_shm *h;
        mmf_status status = mmf_tree_header(s, mmf_cell_offset(cell), cell.w1, &h);
        return status == MMF_OK ? children_equal(s, h, value, equal) : MMF_CORRUPT;
    }
    if (!mmf_tag_is_long(tag)) {
        *equal = cell.w0 == value->cell.w0 && cell.w1 == value->cell.w1;
        return MMF_OK;
    }
    uint64_t *payload = mmf_long_payload(s, cell);
    if (!payload)
        return MMF_CORRUPT;
    *equal = mmf_cell_aux(cell) == mmf_cell_aux(value->cell) && cell.w1 == value->cell.w1 &&
             mmf_long_equals(payload, value->data, cell.w1);
    return MMF_OK;
}

/* ---- giving up ---- */

/* Name another place, or none, and mark the serial for it (X4). */
static mmf_status hang(mmf_tree *t, struct mmf_header_shm *h, uint64_t parent, uint64_t mark)
{
    mmf_status status = mmf_log_room(t->log, 16);
    if (status != MMF_OK || (status = mmf_log_make_odd(t->log, &h->seq)) != MMF_OK ||
        (status = mmf_log_touch(t->log, h)) != MMF_OK)
        return status;
    mmf_put(t->log, &h->serial, (mmf_load(&h->serial) & ~MMF_SERIAL_MARKS) | mark);
    mmf_put(t->log, &h->parent, parent);
    return MMF_OK;
}

static mmf_status to_garbage(mmf_tree *t, struct mmf_header_shm *h)
{
    mmf_status status = hang(t, h, MMF_PARENT_GARBAGE, MMF_SERIAL_GARBAGE);
    if (status != MMF_OK)
        return status;
    mmf_put(t->log, &h->first, mmf_shape_tag(mmf_load(&h->shape)) == MMF_TAG_DICT ? 0 : mmf_load(&h->first));
    return mmf_chain_push(t->log, &mmf_super(t->log->segment)->garbage, h);
}

mmf_status mmf_tree_dispose(mmf_tree *t, mmf_cell cell)
{
    uint8_t tag = mmf_cell_tag(cell);
    if (MMF_LIKELY(!mmf_tag_is_container(tag))) {
        if (!mmf_tag_is_long(tag))
            return MMF_OK;
        if (!mmf_long_payload(t->log->segment, cell))
            return MMF_CORRUPT;
        return mmf_log_free_later(t->log, mmf_cell_offset(cell), mmf_long_bytes(cell.w1));
    }
    struct mmf_header_shm *h;
    mmf_off off = mmf_cell_offset(cell);
    mmf_status status = mmf_cell_offset_ok(cell) ? mmf_tree_header(t->log->segment, off, cell.w1, &h) : MMF_CORRUPT;
    if (status != MMF_OK)
        return MMF_CORRUPT;
    if (!t->orphans || !mmf_handles_has(t->handles, off, cell.w1))
        return to_garbage(t, h);
    status = hang(t, h, mmf_parent_of_orphan(t->slot), MMF_SERIAL_ORPHAN);
    return status == MMF_OK ? mmf_chain_push(t->log, t->orphans, h) : status;
}

mmf_status mmf_tree_adopt(mmf_tree *t, struct mmf_header_shm *h, mmf_off parent)
{
    mmf_status status = mmf_chain_remove(t->log, t->orphans, h);
    return status == MMF_OK ? hang(t, h, parent, 0) : status;
}

mmf_status mmf_tree_empty(mmf_tree *t, struct mmf_header_shm *h)
{
    uint8_t tag = mmf_shape_tag(mmf_load(&h->shape));
    if (!mmf_low(mmf_load(&h->count)) && !mmf_low(mmf_load(&h->place)))
        return MMF_OK;
    struct mmf_header_shm *content;
    mmf_status status = mmf_header_alloc_for_garbage(t->log, tag, &content);
    if (status == MMF_OK)
        status = tag == MMF_TAG_DICT ? mmf_table_move_content(t->log, h, content)
                                     : mmf_list_move_content(t->log, h, content);
    return status == MMF_OK ? to_garbage(t, content) : status;
}

/* A dict is worth rebuilding when it would give several pages back, and less than a few tens of milliseconds of
 * work. */
#define SPARSE_FACTOR 4
#define SPARSE_LEAST 256
#define SPARSE_ITEMS_MOST 50000

mmf_status mmf_tree_shrink(mmf_tree *t, struct mmf_header_shm *h)
{
    uint64_t items = mmf_low(mmf_load(&h->count));
    if (mmf_shape_tag(mmf_load(&h->shape)) != MMF_TAG_DICT || items > SPARSE_ITEMS_MOST)
        return MMF_NOT_FOUND; /* lists give their chunks back at once */
    uint64_t entries = mmf_table_capacity(t->log->segment, h);
    if (entries < SPARSE_LEAST || entries < SPARSE_FACTOR * items)
        return MMF_NOT_FOUND;
    struct mmf_header_shm *content;
    mmf_status status = mmf_header_alloc_for_garbage(t->log, MMF_TAG_DICT, &content);
    if (status == MMF_OK)
        status = mmf_table_move_content(t->log, h, content);
    if (status == MMF_OK)
        status = mmf_table_take_items(t->log, h, content);
    return status == MMF_OK ? to_garbage(t, content) : status;
}

mmf_status mmf_tree_drop_orphan(mmf_tree *t, uint64_t *orphans, struct mmf_header_shm *h)
{
    if ((mmf_load(&h->parent) & 15) != MMF_PARENT_ORPHAN)
        return MMF_CORRUPT; /* else a circle in the list would be walked for ever */
    mmf_status status = mmf_chain_remove(t->log, orphans, h);
    return status == MMF_OK ? to_garbage(t, h) : status;
}

/* Does the first chunk of the log have room for one more step, whatever that frees? */
static bool has_room_for_step(const mmf_log *log)
{
    return log->count + MMF_FREE_UNITS * log->pending_count + STEP_UNITS <= MMF_LOG_UNITS - MMF_LOG_SPARE;
}

/* Dispose of the last items of a dict that is garbage, and take them out of it together. */
static mmf_status drop_entries(mmf_tree *t, struct mmf_header_shm *h)
{
    struct mmf_entry_shm *entry;
    uint64_t n = 0;
    mmf_status status = mmf_table_first(t->log->segment, h, true, &entry);
    while (status == MMF_OK && entry && n < ITEMS_AT_ONCE && has_room_for_step(t->log)) {
        status = mmf_tree_dispose(t, mmf_cell_load(entry->key));
        if (status == MMF_OK)
            status = mmf_tree_dispose(t, mmf_cell_load(entry->value));
        if (status == MMF_OK)
            status = mmf_table_next(t->log->segment, h, true, &entry);
        n++;
    }
    if (status != MMF_OK)
        return status;
    return n ? mmf_table_cut(t->log, h, n, entry) : MMF_CORRUPT;
}

static mmf_status drop_elements(mmf_tree *t, struct mmf_header_shm *h)
{
    uint64_t count = mmf_list_count(h), n = 0;
    mmf_status status = MMF_OK;
    while (status == MMF_OK && n < count && n < ITEMS_AT_ONCE && has_room_for_step(t->log)) {
        uint64_t *cell = mmf_list_cell(t->log->segment, h, count - ++n);
        status = cell ? mmf_tree_dispose(t, mmf_cell_load(cell)) : MMF_CORRUPT;
    }
    return status == MMF_OK ? mmf_list_close_gap(t->log, h, count - n, n) : status;
}

/* Free some items of the first container that is garbage, or a part of its storage, or at last its header. */
static mmf_status free_step(mmf_tree *t, uint64_t *garbage)
{
    mmf_segment *s = t->log->segment;
    struct mmf_header_shm *h = mmf_header_at(s, mmf_load(garbage));
    if (!h || !mmf_load(&h->serial) || mmf_load(&h->parent) != MMF_PARENT_GARBAGE)
        return MMF_CORRUPT;
    bool is_dict = mmf_shape_tag(mmf_load(&h->shape)) == MMF_TAG_DICT;
    if (mmf_low(mmf_load(&h->count)))
        return is_dict ? drop_entries(t, h) : drop_elements(t, h);
    mmf_status status = is_dict ? mmf_table_free_step(t->log, h) : MMF_NOT_FOUND; /* an empty list has no storage */
    if (status != MMF_NOT_FOUND)
        return status;
    status = mmf_chain_remove(t->log, garbage, h);
    return status == MMF_OK ? mmf_header_free(t->log, h) : status;
}

mmf_status mmf_tree_free_some(mmf_tree *t)
{
    uint64_t *garbage = &mmf_super(t->log->segment)->garbage;
    mmf_status status = mmf_load(garbage) ? free_step(t, garbage) : MMF_NOT_FOUND;
    while (status == MMF_OK && mmf_load(garbage) && has_room_for_step(t->log)) {
        mmf_mark before = mmf_log_mark(t->log);
        if (free_step(t, garbage) != MMF_OK) { /* what was freed so far stays so */
            mmf_log_undo_to(t->log, before);
            break;
        }
    }
    return status;
}
