/* census.c -- where things lie in the file, for people: the heap's blocks, and the place of a dict's item.
 *
 * Both read as readers do, without the lock. The heap has no counter of its own: a walk is good if no operation was in
 * flight at its beginning and none was committed before its end, and what it reads meanwhile is checked for bounds. */
#include <string.h>

#include "bin.h"
#include "mmf.h"
#include "readers.h"

#define WALKS 4

static bool walk_blocks(mmf_segment *s, mmf_blocks *blocks)
{
    uint64_t end = mmf_load(&mmf_super(s)->heap_end) - MMF_BLOCK_HEAD; /* of the mark there */
    memset(blocks, 0, sizeof *blocks);
    for (mmf_off off = MMF_HEAP_OFF; off != end;) {
        mmf_block b;
        if (off > end || mmf_block_read(s, off, &b) != MMF_OK)
            return false;
        uint64_t bytes = b.units * MMF_UNIT;
        *(b.used ? &blocks->used_count : &blocks->free_count) += 1;
        *(b.used ? &blocks->used_bytes : &blocks->free_bytes) += bytes;
        if (!b.used)
            blocks->largest_free = mmf_max(blocks->largest_free, bytes);
        off += bytes;
    }
    return true;
}

mmf_status mmf_get_blocks(mmf_ns *ns, mmf_blocks *blocks)
{
    for (int tries = 0; tries < WALKS; tries++) {
        uint64_t before, after;
        if (mmf_stamp(ns, &before) != MMF_OK)
            continue;
        mmf_read_fence();
        uint64_t *reading = mmf_read_enter(ns);
        bool whole = walk_blocks(&ns->segment, blocks);
        mmf_read_fence();
        mmf_read_leave(ns, reading);
        if (mmf_stamp(ns, &after) == MMF_OK && after == before)
            return whole ? MMF_OK : MMF_CORRUPT;
    }
    return MMF_BUSY;
}

static uint64_t text_length(mmf_cell c)
{
    unsigned width = mmf_cell_aux(c) == MMF_WIDTH_2 ? 2 : mmf_cell_aux(c) == MMF_WIDTH_4 ? 4 : 1;
    return c.w1 / width;
}

static mmf_status describe(mmf_segment *s, const struct mmf_entry_shm *entry, mmf_place *place)
{
    mmf_cell c = mmf_cell_load(entry->value);
    struct mmf_header_shm *h;
    *place = (mmf_place){mmf_cell_tag(c), mmf_off_of(s, entry) + offsetof(struct mmf_entry_shm, value), sizeof c,
                         MMF_NO_LENGTH};
    switch (place->tag) {
    case MMF_TAG_NONE:
    case MMF_TAG_FALSE:
    case MMF_TAG_TRUE:
    case MMF_TAG_INT:
    case MMF_TAG_FLOAT:
    case MMF_TAG_LONG7:
        return MMF_OK;
    case MMF_TAG_STR7:
    case MMF_TAG_BYTES7:
        place->length = mmf_cell_aux(c) & 15;
        return MMF_OK;
    case MMF_TAG_DICT:
    case MMF_TAG_LIST:
        if (!mmf_cell_offset_ok(c) || !(h = mmf_header_at(s, mmf_cell_offset(c))))
            return MMF_CORRUPT;
        place->off = mmf_cell_offset(c);
        place->length = mmf_low(mmf_load_data(&h->count));
        place->bytes =
            sizeof *h + place->length * (place->tag == MMF_TAG_DICT ? sizeof(struct mmf_entry_shm) : sizeof c);
        return MMF_OK;
    default:
        if (!mmf_tag_is_long(place->tag) || !mmf_long_payload(s, c))
            return MMF_CORRUPT;
        place->off = mmf_cell_offset(c);
        place->bytes = c.w1;
        if (place->tag == MMF_TAG_STR || place->tag == MMF_TAG_BYTES)
            place->length = place->tag == MMF_TAG_STR ? text_length(c) : c.w1;
        return MMF_OK;
    }
}

static mmf_status place_looking(const mmf_ref *dict, const mmf_cursor *cursor, mmf_place *place)
{
    struct mmf_header_shm *h = mmf_ref_header(dict);
    mmf_segment *s = &dict->ns->segment;
    uint32_t newest = (cursor->count - 1) % MMF_CURSOR_ANCHORS;
    for (int tries = 0; tries < MMF_LOOKS; tries++, os_relax()) {
        mmf_look look;
        if (!mmf_look_begin(&look, dict->ns, h))
            continue;
        bool same_places = cursor->storage == (uint32_t)mmf_load_data(&h->storage);
        struct mmf_entry_shm *entry = same_places ? mmf_entry_at(s, cursor->anchor_off[newest]) : NULL;
        uint64_t meta = entry ? mmf_load_acquire(&entry->meta) : 0;
        bool there = entry && mmf_load_data(&entry->key[0]) && mmf_low(meta) == cursor->anchor_order[newest];
        mmf_status status = there ? describe(s, entry, place) : MMF_NOT_FOUND;
        mmf_read_fence();
        bool torn = there && !look.holding && ((meta & MMF_VERSION_STEP) || mmf_load_data(&entry->meta) != meta);
        if (mmf_look_end(&look, dict->ns, h) && !torn)
            return status;
    }
    return MMF_BUSY;
}

mmf_status mmf_dict_place(const mmf_ref *dict, const mmf_cursor *cursor, mmf_place *place)
{
    uint64_t *reading = mmf_read_enter(dict->ns);
    mmf_status status = place_looking(dict, cursor, place);
    mmf_read_leave(dict->ns, reading);
    return status;
}
