/* fuzz_operations.c -- a stream of operations on a namespace and on a naive model of it, which must agree at every
 * step.
 *
 *     input: operations of 4 bytes: what, key, two bytes of content
 *
 * The file can not grow far, so running out of room is part of it: then nothing may have changed. */
#include <sys/types.h>

#include "fuzz.h"

#define KEYS 24
#define LIST_MOST 600
#define SAVEPOINTS 3

enum kind { ABSENT, NUMBER, TEXT, LIST };
typedef struct item {
    enum kind kind;
    int64_t number; /* or the length of the text */
    unsigned char letter;
    int length;
    int64_t items[LIST_MOST];
} item;
typedef struct model {
    item items[KEYS];
} model;

typedef struct player {
    mmf_ns *ns;
    mmf_ref root;
    model now, saved[SAVEPOINTS], next; /* next: if the operation succeeds */
    int transactions;
} player;

static char texts[4096];

static mmf_key key_of(mmf_ns *ns, unsigned k)
{
    static char names[KEYS][48];
    if (k % 3 == 0)
        return int_key(ns, (int64_t)k);
    snprintf(names[k], sizeof names[k], k % 3 == 1 ? "%u" : "a key that does not fit into a cell: %u", k);
    return text_key(ns, names[k]);
}

static mmf_value text_of(const item *i)
{
    memset(texts, i->letter, (size_t)i->number);
    return text_value(texts, (size_t)i->number);
}

/* ---- comparing ---- */

static void check_list(player *p, const item *i, const mmf_ref *list)
{
    uint64_t count;
    mmf_out out;
    mmf_out_init(&out);
    CHECK_OK(mmf_list_len(list, &count));
    CHECK(count == (uint64_t)i->length);
    for (int k = 0; k < i->length; k += 1 + i->length / 16) {
        CHECK_OK(mmf_list_get(list, k, &out));
        CHECK(mmf_cell_tag(out.cell) == MMF_TAG_INT && (int64_t)out.cell.w1 == i->items[k]);
    }
    CHECK_STATUS(MMF_RANGE, mmf_list_get(list, i->length, &out));
    mmf_out_clear(&out);
    (void)p;
}

static void check_key(player *p, unsigned k)
{
    const item *i = &p->now.items[k];
    mmf_key key = key_of(p->ns, k);
    mmf_out out;
    mmf_out_init(&out);
    CHECK_STATUS(i->kind == ABSENT ? MMF_NOT_FOUND : MMF_OK, mmf_dict_get(&p->root, &key, &out));
    if (i->kind == NUMBER)
        CHECK(mmf_cell_tag(out.cell) == MMF_TAG_INT && (int64_t)out.cell.w1 == i->number);
    if (i->kind == TEXT) {
        mmf_value text = text_of(i);
        CHECK(mmf_cell_tag(out.cell) == mmf_cell_tag(text.cell) && mmf_cell_aux(out.cell) == mmf_cell_aux(text.cell));
        CHECK(mmf_tag_is_long(mmf_cell_tag(out.cell))
                  ? out.cell.w1 == text.cell.w1 && !memcmp(out.data, text.data, (size_t)i->number)
                  : out.cell.w0 == text.cell.w0 && out.cell.w1 == text.cell.w1);
    }
    if (i->kind == LIST) {
        mmf_ref list = mmf_out_ref(&out, p->ns);
        CHECK(mmf_cell_tag(out.cell) == MMF_TAG_LIST);
        check_list(p, i, &list);
    }
    mmf_out_clear(&out);
}

static void check_all(player *p)
{
    uint64_t count, present = 0;
    for (unsigned k = 0; k < KEYS; k++) {
        check_key(p, k);
        present += p->now.items[k].kind != ABSENT;
    }
    CHECK_OK(mmf_dict_len(&p->root, &count));
    CHECK(count == present);
}

/* ---- operations: each prepares `next` and says what must come of it ---- */

static bool is_full(mmf_status status)
{
    return status == MMF_RELIEVED || status == MMF_FULL || status == MMF_NO_SPACE;
}

/* The status that was expected: what was prepared is so. No room: nothing is. */
static void settle(player *p, mmf_status expected, mmf_status got)
{
    if (is_full(got))
        return;
    CHECK_STATUS(expected, got);
    if (got == MMF_OK)
        p->now = p->next;
}

static void set(player *p, unsigned k, unsigned content)
{
    item *i = &p->next.items[k];
    mmf_key key = key_of(p->ns, k);
    mmf_value value = int_value((int64_t)content), numbers[LIST_MOST];
    *i = (item){.kind = NUMBER, .number = (int64_t)content};
    if (content % 4 == 1) {
        *i = (item){.kind = TEXT, .number = content % 3500, .letter = (unsigned char)('a' + content % 26)};
        value = text_of(i);
    }
    if (content % 4 == 2) {
        *i = (item){.kind = LIST, .length = (int)(content / 4 % 300)};
        for (int n = 0; n < i->length; n++)
            numbers[n] = int_value(i->items[n] = (int64_t)content + n);
        value = (mmf_value){mmf_cell_plain(MMF_TAG_LIST, (uint64_t)i->length), numbers};
    }
    settle(p, MMF_OK, mmf_dict_set(&p->root, &key, &value));
}

static void remove_key(player *p, unsigned k)
{
    mmf_key key = key_of(p->ns, k);
    mmf_status expected = p->now.items[k].kind == ABSENT ? MMF_NOT_FOUND : MMF_OK;
    p->next.items[k] = (item){.kind = ABSENT};
    settle(p, expected, mmf_dict_remove(&p->root, &key, NULL));
}

static void add(player *p, unsigned k, unsigned content)
{
    item *i = &p->next.items[k];
    mmf_key key = key_of(p->ns, k);
    mmf_cell result;
    mmf_status expected = i->kind == ABSENT || i->kind == NUMBER ? MMF_OK : MMF_KIND;
    if (expected == MMF_OK)
        *i = (item){.kind = NUMBER, .number = (i->kind == NUMBER ? i->number : 0) + (int64_t)content};
    settle(p, expected, mmf_dict_add(&p->root, &key, mmf_cell_int((int64_t)content), &result));
}

static bool find_list(player *p, unsigned k, mmf_ref *list)
{
    mmf_key key = key_of(p->ns, k);
    mmf_out out;
    if (p->now.items[k].kind != LIST)
        return false;
    mmf_out_init(&out);
    CHECK_OK(mmf_dict_get(&p->root, &key, &out));
    *list = mmf_out_ref(&out, p->ns);
    return true;
}

/* Replace `removed` items at `start` by `count` numbers; both are clipped as the core does it. */
static void splice(player *p, unsigned k, int64_t start, int removed, int count)
{
    mmf_ref list;
    item *i = &p->next.items[k];
    mmf_value values[LIST_MOST];
    if (!find_list(p, k, &list))
        return;
    int at = (int)(start < 0 ? start + i->length : start);
    at = at < 0 ? 0 : at > i->length ? i->length : at;
    int really = removed > i->length - at ? i->length - at : removed;
    if (i->length - really + count > LIST_MOST)
        return;
    memmove(&i->items[at + count], &i->items[at + really], (size_t)(i->length - at - really) * sizeof i->items[0]);
    for (int n = 0; n < count; n++)
        values[n] = int_value(i->items[at + n] = 1000 * removed + n);
    i->length += count - really;
    settle(p, MMF_OK, mmf_list_splice(&list, start, (uint64_t)removed, values, (size_t)count));
}

static void append(player *p, unsigned k, unsigned content)
{
    mmf_ref list;
    item *i = &p->next.items[k];
    mmf_value value = int_value((int64_t)content);
    if (!find_list(p, k, &list) || i->length == LIST_MOST)
        return;
    if (content % 2)
        memmove(&i->items[1], &i->items[0], (size_t)i->length * sizeof i->items[0]);
    i->items[content % 2 ? 0 : i->length] = (int64_t)content;
    i->length++;
    settle(p, MMF_OK, content % 2 ? mmf_list_appendleft(&list, &value) : mmf_list_append(&list, &value));
}

static void pop(player *p, unsigned k, int64_t index)
{
    mmf_ref list;
    item *i = &p->next.items[k];
    if (!find_list(p, k, &list))
        return;
    int64_t at = index < 0 ? index + i->length : index;
    mmf_status expected = at >= 0 && at < i->length ? MMF_OK : MMF_RANGE;
    if (expected == MMF_OK) {
        i->length--;
        memmove(&i->items[at], &i->items[at + 1], (size_t)(i->length - at) * sizeof i->items[0]);
    }
    settle(p, expected, mmf_list_remove(&list, index, NULL));
}

/* Turn the list round, dropping every `drop`-th item. */
static void permute(player *p, unsigned k, unsigned drop)
{
    mmf_ref list;
    item *i = &p->next.items[k];
    const item *old = &p->now.items[k];
    uint64_t order[LIST_MOST];
    if (!find_list(p, k, &list))
        return;
    i->length = 0;
    for (int n = old->length; n-- > 0;)
        if (!drop || (unsigned)n % drop) {
            order[i->length] = (uint64_t)n;
            i->items[i->length++] = old->items[n];
        }
    settle(p, MMF_OK, mmf_list_permute(&list, order, (size_t)i->length, MMF_ANY_STAMP));
}

static void clear(player *p)
{
    memset(&p->next, 0, sizeof p->next);
    settle(p, MMF_OK, mmf_dict_clear(&p->root));
}

static void begin(player *p)
{
    if (p->transactions == SAVEPOINTS)
        return;
    if (!p->transactions)
        CHECK_OK(mmf_lock(p->ns, 0, true));
    CHECK_OK(mmf_txn_begin(p->ns));
    p->saved[p->transactions++] = p->now;
}

static void end(player *p, bool keep)
{
    if (!p->transactions)
        return;
    mmf_status status = keep ? mmf_txn_commit(p->ns) : mmf_txn_rollback(p->ns);
    if (is_full(status))
        keep = false; /* it could not be kept, and is undone */
    else
        CHECK(status == MMF_OK);
    p->transactions--;
    if (!keep)
        p->now = p->saved[p->transactions];
    if (!p->transactions)
        CHECK_OK(mmf_unlock(p->ns, true));
}

static void open_again(player *p)
{
    mmf_options options = {.path = fuzz_path(), .size = MMF_SIZE_DEFAULT};
    mmf_error error;
    if (p->transactions)
        return;
    mmf_close(p->ns);
    CHECK_OK(mmf_open(&options, &p->ns, &error));
    p->root = mmf_root(p->ns);
}

static void play(player *p, const unsigned char *op)
{
    unsigned k = op[1] % KEYS, content = (unsigned)(op[2] | op[3] << 8);
    p->next = p->now;
    switch (op[0] % 14) {
    case 0:
    case 1:
    case 2:
        set(p, k, content);
        break;
    case 3:
        remove_key(p, k);
        break;
    case 4:
        add(p, k, content);
        break;
    case 5:
        splice(p, k, (int64_t)(signed char)op[2] * 2, op[3] % 16, op[3] / 4);
        break;
    case 6:
        append(p, k, content);
        break;
    case 7:
        pop(p, k, (int64_t)(signed char)op[2]);
        break;
    case 8:
        permute(p, k, op[2] % 8);
        break;
    case 9:
        begin(p);
        break;
    case 10:
    case 11:
        end(p, op[0] % 14 == 10);
        break;
    case 12:
        open_again(p);
        break;
    default:
        if (content % 16 == 0)
            clear(p);
        else if (!p->transactions)
            verify_clean(p->ns);
    }
    check_key(p, k);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static player p;
    memset(&p, 0, sizeof p);
    unlink(fuzz_path());
    p.ns = open_sized(fuzz_path(), MMF_SIZE_MIN, 2 * MMF_SIZE_MIN);
    p.root = mmf_root(p.ns);
    for (size_t i = 0; i + 4 <= size; i += 4)
        play(&p, data + i);
    check_all(&p);
    while (p.transactions)
        end(&p, false);
    check_all(&p);
    verify_clean(p.ns);
    mmf_close(p.ns);
    unlink(fuzz_path());
    return 0;
}
