/* export.c -- a value and all below it as a stream of cells in private memory, and back.
 *
 * Nesting costs no C stack, either way. What the walk reads may be torn or hostile: every offset is checked, a child
 * must name the container it was found in as its parent, and the stream may not become longer than a sound file could
 * give, so the walk ends. */
#include <stdlib.h>

#include "tree.h"

/* A container half-way through. */
typedef struct level {
    struct mmf_header_shm *h;
    struct mmf_entry_shm *entry; /* dict: to give next */
    uint64_t index, count;       /* list: to give next; both: how many */
    bool is_dict;
} level;

typedef struct walk {
    mmf_segment *s;
    mmf_buffer *out;
    size_t most_bytes;
    level *levels;
    size_t depth, capacity;
    level few[MMF_LEVELS_FEW];
} walk;

MMF_COLD void *mmf_levels_widen(void *levels, const void *few, size_t *capacity, size_t each)
{
    void *wider = realloc(levels == few ? NULL : levels, 2 * *capacity * each);
    if (!wider)
        return NULL;
    if (levels == few)
        memcpy(wider, few, *capacity * each);
    *capacity *= 2;
    return wider;
}

/* Memory for `more` bytes behind those that are there. */
static MMF_COLD mmf_status widen(walk *w, size_t more)
{
    bool is_sound = more <= w->most_bytes && w->out->bytes <= w->most_bytes - more;
    return is_sound ? mmf_buffer_widen(w->out, more) : MMF_CORRUPT;
}

static inline mmf_status append_cell(walk *w, mmf_cell c)
{
    mmf_buffer *b = w->out;
    mmf_status status = MMF_OK;
    if (MMF_UNLIKELY(b->capacity - b->bytes < sizeof c) && (status = widen(w, sizeof c)) != MMF_OK)
        return status;
    memcpy(b->data + b->bytes, &c, sizeof c);
    b->bytes += sizeof c;
    return MMF_OK;
}

/* Does the payload of a tuple or frozenset have another in it? It may be torn. */
static bool is_nested(const unsigned char *payload, size_t bytes)
{
    for (size_t at = 16; at < bytes;) { /* behind the count */
        mmf_cell c = mmf_cell_read(payload + at);
        uint8_t tag = mmf_cell_tag(c);
        at += 16;
        if (!mmf_tag_is_long(tag))
            continue;
        if (tag == MMF_TAG_TUPLE || tag == MMF_TAG_FROZENSET || c.w1 > bytes - at)
            return true;
        at += mmf_padded(c.w1);
    }
    return false;
}

/* Might reading it fail, near the limit of recursion or in the serializer? */
static inline bool is_unsure(uint8_t tag, const unsigned char *payload, size_t bytes)
{
    if (MMF_LIKELY(tag != MMF_TAG_TUPLE && tag != MMF_TAG_FROZENSET))
        return tag == MMF_TAG_PICKLE || tag == MMF_TAG_JSON || tag == MMF_TAG_KEY;
    return is_nested(payload, bytes);
}

static mmf_status append_payload(walk *w, mmf_cell c)
{
    uint64_t *payload = mmf_long_payload(w->s, c);
    mmf_buffer *b = w->out;
    size_t padded = mmf_padded(c.w1);
    mmf_status status = payload ? MMF_OK : MMF_CORRUPT;
    if (status == MMF_OK && b->capacity - b->bytes < padded)
        status = widen(w, padded);
    if (status != MMF_OK)
        return status;
    unsigned char *to = b->data + b->bytes;
    if (padded)
        memset(to + padded - 16, 0, 16);
    mmf_copy_out(to, payload, c.w1);
    b->bytes += padded;
    b->unsure = b->unsure || is_unsure(mmf_cell_tag(c), to, padded);
    return MMF_OK;
}

static mmf_status append_long(walk *w, mmf_cell c)
{
    mmf_status status = append_cell(w, mmf_cell_long(mmf_cell_tag(c), mmf_cell_aux(c), c.w1));
    return status == MMF_OK ? append_payload(w, c) : status;
}

static mmf_status enter(walk *w, mmf_cell c)
{
    struct mmf_header_shm *h;
    mmf_status status = mmf_cell_offset_ok(c) ? mmf_tree_header(w->s, mmf_cell_offset(c), c.w1, &h) : MMF_CORRUPT;
    if (status != MMF_OK)
        return MMF_CORRUPT;
    uint64_t shape = mmf_load_data(&h->shape), count = mmf_load_data(&h->count);
    uint8_t tag = mmf_cell_tag(c);
    if (!mmf_guarded_ok(shape) || !mmf_guarded_ok(count) || mmf_shape_tag(shape) != tag)
        return MMF_CORRUPT;
    if (w->depth >= mmf_most(w->s, sizeof *h)) /* in a circle */
        return MMF_CORRUPT;
    if (w->depth && mmf_load_data(&h->parent) != mmf_off_of(w->s, w->levels[w->depth - 1].h))
        return MMF_CORRUPT;
    if (w->depth == w->capacity) {
        level *wider = mmf_levels_widen(w->levels, w->few, &w->capacity, sizeof *wider);
        if (!wider)
            return MMF_NOMEM;
        w->levels = wider;
    }
    level *l = &w->levels[w->depth++];
    *l = (level){h, NULL, 0, mmf_low(count), tag == MMF_TAG_DICT};
    if (l->is_dict && (status = mmf_table_first(w->s, h, false, &l->entry)) != MMF_OK)
        return status;
    w->out->unsure |= w->depth > MMF_DEPTH_SURE;
    return append_cell(w, mmf_cell_plain(tag, l->count));
}

/* A value that is no container. */
static inline mmf_status append_scalar(walk *w, mmf_cell c)
{
    uint8_t tag = mmf_cell_tag(c);
    if (MMF_LIKELY(mmf_tag_is_inline(tag)))
        return append_cell(w, c);
    return mmf_tag_is_long(tag) ? append_long(w, c) : MMF_CORRUPT;
}

/* Give items of the innermost container up to the first that is a container itself, and enter that; at the end,
 * leave. */
static mmf_status give_entries(walk *w, level *l)
{
    mmf_status status = MMF_OK;
    while (l->index < l->count) {
        if (!l->entry)
            return MMF_CORRUPT;
        mmf_cell key = mmf_cell_load(l->entry->key), value = mmf_cell_load(l->entry->value);
        l->index++;
        if ((status = append_scalar(w, key)) != MMF_OK ||
            (status = mmf_table_next(w->s, l->h, false, &l->entry)) != MMF_OK)
            return status;
        if (mmf_tag_is_container(mmf_cell_tag(value)))
            return enter(w, value); /* it may move the levels */
        if ((status = append_scalar(w, value)) != MMF_OK)
            return status;
    }
    w->depth--;
    return l->entry ? MMF_CORRUPT : MMF_OK;
}

static mmf_status give_items(walk *w, level *l)
{
    mmf_status status = MMF_OK;
    for (uint64_t run; l->index < l->count;) {
        uint64_t *cells = mmf_list_run(w->s, l->h, l->index, &run);
        if (!cells)
            return MMF_CORRUPT;
        for (run = mmf_min(run, l->count - l->index); run; run--, cells += 2) {
            mmf_cell value = mmf_cell_load(cells);
            l->index++;
            if (mmf_tag_is_container(mmf_cell_tag(value)))
                return enter(w, value);
            if ((status = append_scalar(w, value)) != MMF_OK)
                return status;
        }
    }
    w->depth--;
    return MMF_OK;
}

static inline void begin(walk *w, mmf_segment *s, mmf_buffer *buffer)
{
    (void)mmf_at(s, 0, mmf_load(&mmf_super(s)->heap_end)); /* another process may have lengthened the file */
    w->s = s;
    w->out = buffer;
    w->most_bytes = 4 * __atomic_load_n(&s->limit, __ATOMIC_RELAXED);
    w->levels = w->few;
    w->depth = 0;
    w->capacity = MMF_LEVELS_FEW;
}

static mmf_status give_container(walk *w, mmf_cell cell)
{
    mmf_status status = enter(w, cell);
    while (status == MMF_OK && w->depth) {
        level *l = &w->levels[w->depth - 1];
        status = l->is_dict ? give_entries(w, l) : give_items(w, l);
    }
    return status;
}

static inline mmf_status give(walk *w, mmf_cell cell)
{
    return mmf_tag_is_container(mmf_cell_tag(cell)) ? give_container(w, cell) : append_scalar(w, cell);
}

mmf_status mmf_tree_export(mmf_segment *s, mmf_cell cell, mmf_buffer *buffer)
{
    walk w;
    begin(&w, s, buffer);
    mmf_status status = give(&w, cell);
    if (w.levels != w.few)
        free(w.levels);
    return status;
}

mmf_status mmf_tree_export_run(mmf_segment *s, const uint64_t *cells, uint64_t count, mmf_buffer *buffer)
{
    walk w;
    mmf_status status = MMF_OK;
    begin(&w, s, buffer);
    for (; count && status == MMF_OK; count--, cells += 2)
        status = give(&w, mmf_cell_load(cells));
    if (w.levels != w.few)
        free(w.levels);
    return status;
}

mmf_status mmf_payload_export(mmf_segment *s, mmf_cell cell, mmf_buffer *buffer)
{
    walk w;
    w.s = s;
    w.out = buffer;
    w.most_bytes = SIZE_MAX;
    return append_payload(&w, cell);
}

/* ---- and back ---- */

struct mmf_arena {
    mmf_arena *next;
    uint64_t room[];
};

void mmf_arena_free(mmf_arena *arena)
{
    while (arena) {
        mmf_arena *next = arena->next;
        free(arena);
        arena = next;
    }
}

static void *arena_take(mmf_arena **arena, size_t bytes)
{
    mmf_arena *piece = malloc(sizeof *piece + bytes);
    if (!piece)
        return NULL;
    piece->next = *arena;
    *arena = piece;
    return piece->room;
}

/* A container half-way through: its children, and how many of them are there. */
typedef struct group {
    void *children; /* mmf_item or mmf_value */
    uint64_t count, next;
    bool is_dict;
} group;

typedef struct parser {
    const uint64_t *seed;
    const unsigned char *at, *end;
    mmf_arena **arena;
    group *groups;
    size_t depth, capacity;
    group few[MMF_LEVELS_FEW];
} parser;

static mmf_status parse_scalar(parser *p, mmf_value *value)
{
    if (p->end - p->at < 16)
        return MMF_CORRUPT;
    value->cell = mmf_cell_read(p->at);
    p->at += 16;
    value->data = NULL;
    if (!mmf_tag_is_long(mmf_cell_tag(value->cell)))
        return MMF_OK;
    if (value->cell.w1 > (uint64_t)(p->end - p->at))
        return MMF_CORRUPT;
    value->data = p->at;
    p->at += mmf_padded(value->cell.w1);
    return MMF_OK;
}

/* A value whole, or a container's beginning: its children come next. */
static mmf_status parse_value(parser *p, mmf_value *value)
{
    mmf_status status = parse_scalar(p, value);
    uint8_t tag = mmf_cell_tag(value->cell);
    if (status != MMF_OK || !mmf_tag_is_container(tag))
        return status;
    if (p->depth == MMF_DEPTH_MAX)
        return MMF_INVALID;
    uint64_t count = value->cell.w1;
    if (count > (uint64_t)(p->end - p->at) / 16)
        return MMF_CORRUPT;
    size_t each = tag == MMF_TAG_DICT ? sizeof(mmf_item) : sizeof(mmf_value);
    void *children = arena_take(p->arena, count * each);
    if (!children)
        return MMF_NOMEM;
    value->data = children;
    if (p->depth == p->capacity) {
        group *wider = mmf_levels_widen(p->groups, p->few, &p->capacity, sizeof *wider);
        if (!wider)
            return MMF_NOMEM;
        p->groups = wider;
    }
    p->groups[p->depth++] = (group){children, count, 0, tag == MMF_TAG_DICT};
    return MMF_OK;
}

static mmf_status parse_item(parser *p, mmf_item *item)
{
    mmf_value key;
    mmf_status status = parse_scalar(p, &key);
    if (status == MMF_OK)
        status = mmf_key_from_stored(p->seed, key.cell, key.data, &item->key);
    return status == MMF_OK ? parse_value(p, &item->value) : status;
}

mmf_status mmf_tree_parse(const uint64_t seed[4], const mmf_buffer *stream, mmf_value *value, mmf_arena **arena)
{
    parser p;
    p.seed = seed;
    p.at = stream->data;
    p.end = stream->data + stream->bytes;
    p.arena = arena;
    p.groups = p.few;
    p.depth = 0;
    p.capacity = MMF_LEVELS_FEW;
    mmf_status status = parse_value(&p, value);
    while (status == MMF_OK && p.depth) {
        group *g = &p.groups[p.depth - 1];
        uint64_t next = g->next++;
        if (next == g->count)
            p.depth--;
        else
            status = g->is_dict ? parse_item(&p, (mmf_item *)g->children + next)
                                : parse_value(&p, (mmf_value *)g->children + next);
    }
    if (p.groups != p.few)
        free(p.groups);
    return status;
}
