/* container.c -- what dicts and lists have in common: handles, length of a list, copies of one instant, moving. */
#include <string.h>

#include "mmf.h"
#include "readers.h"

/* An offset that no header can have becomes a handle that is stale from the start. */
/* Names nothing, for ever. */
static mmf_ref ref_of_nothing(mmf_ns *ns) { return (mmf_ref){ns, ns->root_off, 0}; }

static mmf_ref make_ref(mmf_ns *ns, mmf_off off, uint64_t serial)
{
    return mmf_header_at(&ns->segment, off) ? (mmf_ref){ns, off, serial} : ref_of_nothing(ns);
}

mmf_ref mmf_out_ref(const mmf_out *out, mmf_ns *ns) { return make_ref(ns, mmf_cell_offset(out->cell), out->cell.w1); }

/* ---- handles ---- */

mmf_status mmf_handle_retain(const mmf_ref *ref) { return mmf_handles_add(&ref->ns->handles, ref->off, ref->serial); }

/* This one alone: who lets go of many would else look through all the others each time. False: not now, as the lock is
 * taken. */
static bool drop_orphan(const mmf_ref *ref, struct mmf_header_shm *h)
{
    mmf_write w;
    if (mmf_write_begin(&w, ref->ns, MMF_OPERATION_FREE) != MMF_OK)
        return false;
    mmf_status status = MMF_OK;
    if (mmf_is_own_orphan(ref, h) && !mmf_handles_has(&ref->ns->handles, ref->off, ref->serial))
        status = mmf_tree_drop_orphan(&w.tree, w.tree.orphans, h);
    mmf_leave_chores(ref->ns, MMF_CHORES_OF_OTHERS); /* what the dead left, too */
    return mmf_write_end(&w, status) == MMF_OK;
}

void mmf_handle_release(const mmf_ref *ref)
{
    mmf_ns *ns = ref->ns;
    if (!mmf_handles_drop(&ns->handles, ref->off, ref->serial) || ns->segment.readonly)
        return;
    struct mmf_header_shm *h = mmf_ref_header(ref);
    /* Another thread may have seen the handle while it was there, and make an orphan only now: it has the lock then,
     * which is looked at first. */
    uint32_t holder = mmf_lock_look(&mmf_super_of(ns)->lock) & ~MMF_LOCK_WAITERS;
    mmf_read_fence();
    bool is_orphan = mmf_is_own_orphan(ref, h),
         may_be_orphan = mmf_has_slot(ns) && holder == ns->lock_mine && !mmf_held_by_me(ns);
    if (!is_orphan && !may_be_orphan)
        return;
    if (!is_orphan || mmf_held_by_me(ns) || !drop_orphan(ref, h))
        mmf_leave_chores(ns, MMF_CHORES_ALL); /* the next write looks through all orphans */
}

mmf_status mmf_ref_check(const mmf_ref *ref, uint8_t *tag)
{
    struct mmf_header_shm *h = mmf_ref_header(ref);
    for (int tries = 0; tries < MMF_LOOKS; tries++, os_relax()) {
        mmf_look look;
        if (!mmf_look_begin(&look, ref->ns, h))
            continue;
        bool is_usable = mmf_is_usable(ref, h);
        uint64_t shape = mmf_load_data(&h->shape);
        if (!mmf_look_end(&look, ref->ns, h))
            continue;
        *tag = mmf_shape_tag(shape);
        return is_usable ? MMF_OK : MMF_STALE;
    }
    return MMF_BUSY;
}

mmf_status mmf_ref_find(mmf_ns *ns, uint64_t off, uint64_t serial, uint8_t tag, mmf_ref *ref)
{
    mmf_ref wanted = make_ref(ns, off, serial);
    uint8_t found;
    mmf_status status = mmf_ref_check(&wanted, &found);
    if (status == MMF_BUSY)
        return status;
    if (found != tag || !wanted.serial || wanted.serial & MMF_SERIAL_MARKS) {
        wanted = ref_of_nothing(ns);
        status = MMF_STALE;
    }
    *ref = wanted;
    return status;
}

/* ---- copies of one instant ---- */

typedef struct copying {
    const mmf_ref *ref;
    mmf_buffer *buffer;
    uint64_t length; /* of the list that the slice was made for */
    int64_t start, step; /* of a slice; step 0: the whole container */
    uint64_t count;
    const mmf_key *keys; /* of some values of a dict; NULL: the whole container, or a slice */
} copying;

/* The value cells of the keys, {MMF_TAG_EMPTY, 0} where there is none. *payloads: some have one. */
static mmf_status copy_cells(const copying *c, const struct mmf_header_shm *h, mmf_cell *cells, bool *payloads)
{
    mmf_segment *s = &c->ref->ns->segment;
    mmf_index index;
    *payloads = false;
    if (!mmf_index_of(s, h, &index))
        return MMF_CORRUPT;
    for (uint64_t i = 0; i < c->count; i++) {
        mmf_found found;
        mmf_status status = mmf_table_find_in(s, h, &index, &c->keys[i], &found);
        if (MMF_LIKELY(status == MMF_OK)) {
            cells[i] = mmf_cell_load(found.entry->value);
            *payloads |= mmf_tag_is_long(mmf_cell_tag(cells[i]));
        } else if (status == MMF_NOT_FOUND) {
            cells[i] = mmf_cell_plain(MMF_TAG_EMPTY, 0);
        } else {
            return status;
        }
    }
    return MMF_OK;
}

/* Cells first, then payloads. */
static mmf_status copy_values(const copying *c, struct mmf_header_shm *h)
{
    mmf_buffer *b = c->buffer;
    size_t cells_bytes = c->count * sizeof(mmf_cell);
    bool payloads = false;
    mmf_status status = b->capacity < cells_bytes ? mmf_buffer_widen(b, cells_bytes) : MMF_OK;
    if (status == MMF_OK)
        status = copy_cells(c, h, (mmf_cell *)b->data, &payloads);
    b->bytes = cells_bytes;
    for (uint64_t i = 0; payloads && i < c->count && status == MMF_OK; i++) {
        mmf_cell cell = ((mmf_cell *)b->data)[i];
        if (mmf_tag_is_long(mmf_cell_tag(cell)))
            status = mmf_payload_export(&c->ref->ns->segment, cell, b);
    }
    return status;
}

static mmf_status copy_run(const copying *c, struct mmf_header_shm *h)
{
    mmf_segment *s = &c->ref->ns->segment;
    if ((uint64_t)c->start > c->length || c->count > c->length - (uint64_t)c->start)
        return MMF_RANGE;
    mmf_status status = MMF_OK;
    for (uint64_t i = 0, run; i < c->count && status == MMF_OK; i += run) {
        uint64_t *cells = mmf_list_run(s, h, (uint64_t)c->start + i, &run);
        run = cells ? mmf_min(run, c->count - i) : 0;
        status = cells ? mmf_tree_export_run(s, cells, run, c->buffer) : MMF_CORRUPT;
    }
    return status;
}

static mmf_status copy_slice(const copying *c, struct mmf_header_shm *h)
{
    mmf_segment *s = &c->ref->ns->segment;
    mmf_status status = mmf_list_count(h) == c->length ? MMF_OK : MMF_RANGE;
    if (status == MMF_OK && c->step == 1)
        return copy_run(c, h);
    for (uint64_t i = 0; i < c->count && status == MMF_OK; i++) {
        uint64_t at = (uint64_t)(c->start + c->step * (int64_t)i);
        if (at >= c->length)
            return MMF_RANGE;
        uint64_t *cell = mmf_list_cell(s, h, at);
        status = cell ? mmf_tree_export(s, mmf_cell_load(cell), c->buffer) : MMF_CORRUPT;
    }
    return status;
}

static mmf_status copy_now(const copying *c)
{
    mmf_segment *s = &c->ref->ns->segment;
    struct mmf_header_shm *h = mmf_ref_header(c->ref);
    c->buffer->bytes = 0;
    if (!mmf_is_usable(c->ref, h))
        return MMF_STALE;
    uint64_t serial = mmf_load_data(&h->serial), shape = mmf_load_data(&h->shape);
    if (!mmf_guarded_ok(shape))
        return MMF_CORRUPT;
    if (c->keys)
        return mmf_shape_tag(shape) == MMF_TAG_DICT ? copy_values(c, h) : MMF_CORRUPT;
    if (c->step)
        return copy_slice(c, h);
    /* As if a cell named it, also an orphan. */
    return mmf_tree_export(s, mmf_ref_cell(mmf_shape_tag(shape), c->ref->off, serial), c->buffer);
}

#define UNLOCKED_TRIES 3

/* Copy while nothing commits; if others write all the time, with the lock. */
static mmf_status copy_one_instant(const copying *c, uint64_t *stamp)
{
    mmf_ns *ns = c->ref->ns;
    struct mmf_super_shm *super = mmf_super_of(ns);
    uint64_t before, after;
    mmf_status status;
    for (int tries = 0; tries < UNLOCKED_TRIES; tries++) {
        uint64_t seq = mmf_load_acquire(&super->seq);
        if ((status = mmf_stamp(ns, &before)) == MMF_BUSY)
            continue;
        if (status != MMF_OK)
            return status;
        uint64_t *reading = mmf_read_enter(ns);
        status = copy_now(c);
        mmf_read_fence();
        mmf_read_leave(ns, reading);
        if (mmf_stamp(ns, &after) != MMF_OK || after != before || mmf_load(&super->seq) != seq)
            continue;
        if (stamp)
            *stamp = before;
        return status;
    }
    if (ns->segment.readonly)
        return MMF_BUSY;
    mmf_write w;
    status = mmf_write_begin(&w, ns, MMF_OPERATION_NONE);
    if (status != MMF_OK)
        return status;
    status = copy_now(c);
    if (mmf_stamp(ns, &after) == MMF_OK && stamp)
        *stamp = after;
    return mmf_write_cancel(&w, status);
}

mmf_status mmf_export(const mmf_ref *ref, mmf_buffer *buffer, uint64_t *stamp)
{
    copying c = {.ref = ref, .buffer = buffer};
    return copy_one_instant(&c, stamp);
}

mmf_status mmf_list_export(const mmf_ref *list, uint64_t length, int64_t start, int64_t step, uint64_t count,
                           mmf_buffer *values, uint64_t *stamp)
{
    copying c = {list, values, length, start, step, count, NULL};
    return step ? copy_one_instant(&c, stamp) : MMF_INVALID;
}

mmf_status mmf_dict_get_many(const mmf_ref *dict, const mmf_key *keys, size_t count, mmf_buffer *values)
{
    copying c = {.ref = dict, .buffer = values, .count = count, .keys = keys};
    return copy_one_instant(&c, NULL);
}

/* ---- moving ---- */

/* Take a container out of a cell of this one, if it is there. MMF_NOT_FOUND. */
static mmf_status detach_from(mmf_write *w, const mmf_ref *source, struct mmf_header_shm *h, uint64_t *left)
{
    mmf_segment *s = &w->ns->segment;
    mmf_child place;
    mmf_found found;
    mmf_status status = mmf_tree_find_child(s, h, source->off, left, &place);
    if (status != MMF_OK)
        return status;
    if (mmf_shape_tag(mmf_load(&h->shape)) != MMF_TAG_DICT)
        return mmf_list_close_gap(&w->ns->log, h, place.index, 1);
    status = mmf_table_locate(s, h, place.entry, &found);
    if (status == MMF_OK)
        status = mmf_tree_dispose(&w->tree, mmf_cell_load(place.entry->key));
    return status == MMF_OK ? mmf_table_remove(&w->ns->log, h, &found) : status;
}

/* Take a container out of its parent, or out of what that has given up (X5), leaving it without a place. */
static mmf_status detach(mmf_write *w, const mmf_ref *source, struct mmf_header_shm *parent)
{
    mmf_segment *s = &w->ns->segment;
    uint64_t left = mmf_tree_steps(s);
    mmf_status status = detach_from(w, source, parent, &left);
    for (mmf_off off = mmf_load(&mmf_super(s)->garbage); status == MMF_NOT_FOUND && off;) {
        struct mmf_header_shm *h = left-- ? mmf_header_at(s, off) : NULL;
        if (!h)
            return MMF_CORRUPT;
        off = mmf_unit_off(mmf_high(mmf_load(&h->chain)));
        status = detach_from(w, source, h, &left);
    }
    return status == MMF_NOT_FOUND ? MMF_CORRUPT : status;
}

/* The common part of both moves, up to the checks. */
static mmf_status begin_move(mmf_write *w, const mmf_ref *source, const mmf_ref *target, uint8_t tag,
                             struct mmf_header_shm **source_h, struct mmf_header_shm **target_h)
{
    mmf_status status = mmf_write_begin_on(w, target, tag, MMF_OPERATION_MOVE, target_h);
    if (status != MMF_OK)
        return status;
    *source_h = mmf_ref_header(source);
    if (!mmf_is_usable(source, *source_h))
        status = MMF_STALE;
    else if (mmf_tree_is_still_inside(&w->ns->segment, target->off, source->off))
        status = MMF_CYCLE;
    return status == MMF_OK ? MMF_OK : mmf_write_end(w, status);
}

/* Out of its old place; *cell names it for its new one, below `target`. */
static mmf_status take_out(mmf_write *w, const mmf_ref *source, const mmf_ref *target, struct mmf_header_shm *h,
                           mmf_cell *cell)
{
    *cell = mmf_ref_cell(mmf_shape_tag(mmf_load(&h->shape)), source->off, source->serial);
    if (mmf_is_own_orphan(source, h))
        return mmf_tree_adopt(&w->tree, h, target->off);
    struct mmf_header_shm *parent = mmf_header_at(&w->ns->segment, mmf_load(&h->parent));
    mmf_status status = parent ? detach(w, source, parent) : MMF_STALE; /* the root */
    if (status == MMF_OK)
        status = mmf_log_touch(&w->ns->log, parent);
    if (status == MMF_OK)
        status = mmf_log_room(&w->ns->log, 4);
    if (status == MMF_OK)
        mmf_put(&w->ns->log, &h->parent, target->off);
    return status;
}

mmf_status mmf_move_to_key(const mmf_ref *source, const mmf_ref *dict, const mmf_key *key)
{
    mmf_write w;
    struct mmf_header_shm *source_h, *h;
    mmf_cell item[2];
    mmf_found found;
    mmf_segment *s = &dict->ns->segment;
    mmf_status status = begin_move(&w, source, dict, MMF_TAG_DICT, &source_h, &h);
    if (status != MMF_OK)
        return status;
    if (mmf_table_find(s, h, key, &found) == MMF_OK && mmf_cell_names(mmf_cell_load(found.entry->value), source->off))
        return mmf_write_end(&w, MMF_OK); /* it is there already */
    if ((status = take_out(&w, source, dict, source_h, &item[1])) != MMF_OK)
        return mmf_write_end(&w, status);
    status = mmf_table_find(s, h, key, &found);
    if (status == MMF_OK) {
        if ((status = mmf_tree_dispose(&w.tree, mmf_cell_load(found.entry->value))) == MMF_OK)
            status = mmf_log_room(&dict->ns->log, 4);
        if (status == MMF_OK)
            status = mmf_log_put_value(&dict->ns->log, found.entry, item[1]);
    } else if (status == MMF_NOT_FOUND) {
        if ((status = mmf_tree_store_key(&w.tree, key, &item[0])) == MMF_OK)
            status = mmf_table_insert(&dict->ns->log, h, key->hash, item, &found);
    }
    return mmf_write_end(&w, status);
}

mmf_status mmf_move_to_index(const mmf_ref *source, const mmf_ref *list, int64_t index)
{
    mmf_write w;
    struct mmf_header_shm *source_h, *h;
    mmf_cell cell;
    mmf_segment *s = &list->ns->segment;
    mmf_status status = begin_move(&w, source, list, MMF_TAG_LIST, &source_h, &h);
    if (status != MMF_OK)
        return status;
    uint64_t at;
    if (!mmf_list_resolve(index, mmf_list_count(h), &at))
        return mmf_write_end(&w, MMF_RANGE);
    uint64_t *words = mmf_list_cell(s, h, at);
    if (!words)
        return mmf_write_end(&w, MMF_CORRUPT);
    mmf_cell old = mmf_cell_load(words);
    if (mmf_cell_names(old, source->off))
        return mmf_write_end(&w, MMF_OK); /* it is there already */
    bool stood_before = false; /* in the same list: then its going moves the place down */
    for (uint64_t i = 0; i < at && mmf_load(&source_h->parent) == list->off && !stood_before; i++) {
        if (!(words = mmf_list_cell(s, h, i)))
            return mmf_write_end(&w, MMF_CORRUPT);
        stood_before = mmf_cell_names(mmf_cell_load(words), source->off);
    }
    if ((status = take_out(&w, source, list, source_h, &cell)) != MMF_OK)
        return mmf_write_end(&w, status);
    at -= stood_before;
    status = mmf_tree_dispose(&w.tree, old);
    return mmf_write_end(&w, status == MMF_OK ? mmf_list_put(&list->ns->log, h, at, cell) : status);
}
