/* save.c -- a copy of the namespace's bytes as they are at one instant, in another file.
 *
 *     copy ... copy (others write) --share--> settle: what is different now --unshare-->
 *       finish: head, fsync, name, fsync
 *
 * D3  The file gets its name in one step, when all of it is on the device: at `path` there is always the old file or
 *     the whole new one. Until then it has no name, so whoever dies before leaves nothing behind. But a file without
 *     a name can not take another's place: for an instant it has a random one, and who dies then leaves it there, whole
 *     and looked for by nobody. (Where the file system knows no files without names it has that from the start.)
 * D4  What settle() leaves is of one instant: under the lock, or a share of it, nobody changes what the tree is made
 *     of, and every page whose bytes then differ from the file's is written. That they differ is told by their
 *     fingerprints (D2), so that the file need not be read again.
 * D5  The namespace is read by system calls, not through the mapping: a hole that was punched stays one, and a file
 *     that somebody cut short is an error and not a signal. What changes without the lock (slots, the waiters' bit,
 *     blocks being filled) means nothing in the copy; mmf_load_saved() puts it in order.
 * D6  A share does not stop a newcomer that adds slots, nor a thread that adds lanes, and without write access there is
 *     none: there the copy stands if no change was begun or ended meanwhile. Without one, on a processor that reorders
 *     stores, that is as good as the time between a store and its being seen is short.
 * Pages of zeros are left out: the file has holes there. */
#include <stdlib.h>
#include <string.h>

#include "mmf.h"
#include "ns.h"
#include "saved.h"
#include "shared.h"

#define CHUNK_PAGES 64
#define CHUNK_BYTES (CHUNK_PAGES * MMF_PAGE)

struct mmf_save {
    mmf_ns *ns;
    char *path;
    int fd;
    uint64_t image_bytes;
    uint64_t *fingerprints; /* of the file's pages behind its head; never written ones are holes, so zeros */
    uint64_t pages, capacity, zeros;
    uint64_t chunk[CHUNK_BYTES / 8];
};

_Static_assert(MMF_SAVED_NAME_ROOM == MMF_SAVED_NAME_BYTES, "one is for the core's users");

/* Inside a transaction the file has what may still be undone. */
static bool in_own_transaction(mmf_ns *ns) { return mmf_held_by_me(ns) && ns->transactions; }

mmf_status mmf_save_begin(mmf_ns *ns, const char *path, mmf_save **save)
{
    if (in_own_transaction(ns))
        return MMF_INVALID;
    size_t length = strlen(path) + 1;
    mmf_save *s = calloc(1, sizeof *s);
    char *copy = malloc(length);
    if (!s || !copy) {
        free(s);
        free(copy);
        return MMF_NOMEM;
    }
    *s = (mmf_save){.ns = ns, .path = memcpy(copy, path, length), .fd = -1};
    s->zeros = mmf_fingerprint(s->chunk);
    mmf_status status = os_create_hidden(path, 0600, &s->fd);
    if (status == MMF_OK) {
        *save = s;
        return MMF_OK;
    }
    mmf_save_end(s);
    return status == MMF_NOMEM ? status : MMF_OS;
}

void mmf_save_end(mmf_save *save)
{
    if (save->fd >= 0)
        os_abandon(save->fd);
    free(save->path);
    free(save->fingerprints);
    free(save);
}

static mmf_status make_room(mmf_save *save, uint64_t pages)
{
    if (pages > save->capacity) {
        uint64_t *wider = realloc(save->fingerprints, pages * sizeof *wider);
        if (!wider)
            return MMF_NOMEM;
        for (uint64_t page = save->capacity; page < pages; page++)
            wider[page] = save->zeros;
        save->fingerprints = wider;
        save->capacity = pages;
    }
    save->pages = pages;
    return MMF_OK;
}

/* Write the pages of the chunk, the first of which is `first`, that the file has otherwise. */
static mmf_status write_different(mmf_save *save, uint64_t first, uint64_t count)
{
    mmf_status status = MMF_OK;
    uint64_t run = 0; /* of pages before `i`, to be written at once */
    for (uint64_t i = 0; i <= count && status == MMF_OK; i++) {
        bool differs = false;
        if (i < count) {
            uint64_t fingerprint = mmf_fingerprint(&save->chunk[i * MMF_PAGE / 8]);
            differs = fingerprint != save->fingerprints[first + i];
            save->fingerprints[first + i] = fingerprint;
        }
        if (!differs && run)
            status = os_write_at(save->fd, &save->chunk[(i - run) * MMF_PAGE / 8], run * MMF_PAGE,
                                 (1 + first + i - run) * MMF_PAGE);
        run = differs ? run + 1 : 0;
    }
    return status;
}

static mmf_status copy(mmf_save *save)
{
    mmf_segment *s = &save->ns->segment;
    mmf_status status = mmf_segment_check_length(s);
    if (status != MMF_OK)
        return status;
    uint64_t end = mmf_max(mmf_load(&mmf_super(s)->heap_end), mmf_super(s)->fixed.size);
    if (!mmf_at(s, 0, end))
        return MMF_CORRUPT;
    if ((status = make_room(save, mmf_round_up(end, MMF_PAGE) / MMF_PAGE)) != MMF_OK)
        return status;
    for (uint64_t from = 0; from < end && status == MMF_OK; from += CHUNK_BYTES) {
        uint64_t bytes = mmf_min(CHUNK_BYTES, end - from), got, count = mmf_round_up(bytes, MMF_PAGE) / MMF_PAGE;
        if ((status = os_read_at(s->fd, save->chunk, bytes, from, &got)) != MMF_OK)
            break;
        if (got < bytes)
            return MMF_CUT;
        memset((char *)save->chunk + bytes, 0, count * MMF_PAGE - bytes);
        status = write_different(save, from / MMF_PAGE, count);
    }
    save->image_bytes = end;
    return status;
}

mmf_status mmf_save_copy(mmf_save *save)
{
    mmf_status status = copy(save);
    return status == MMF_OK ? os_flush_file(save->fd) : status; /* so that writing under the lock waits for no device */
}

/* D6 */
static mmf_status settle_beside_others(mmf_save *save)
{
    uint64_t before, after;
    mmf_status status = mmf_stamp(save->ns, &before);
    if (status == MMF_OK)
        status = copy(save);
    mmf_read_fence();
    if (status == MMF_OK)
        status = mmf_stamp(save->ns, &after);
    return status == MMF_OK && before != after ? MMF_BUSY : status;
}

mmf_status mmf_save_settle(mmf_save *save)
{
    mmf_ns *ns = save->ns;
    if (in_own_transaction(ns))
        return MMF_INVALID;
    if (!mmf_held_by_me(ns))
        return ns->segment.readonly || mmf_shares(ns) ? settle_beside_others(save) : MMF_NOT_HELD;
    if (mmf_log_state_units(mmf_load(&mmf_super_of(ns)->log_state)))
        return MMF_CORRUPT; /* a dead owner's change that could not be undone */
    return copy(save);
}

static mmf_status write_head(mmf_save *save, const char *name)
{
    struct mmf_saved_head head = {
        .magic = MMF_SAVED_MAGIC,
        .version = MMF_SAVED_VERSION,
        .byte_order = MMF_BYTE_ORDER,
        .mode = mmf_super_of(save->ns)->fixed.mode,
        .image_bytes = save->image_bytes,
        .when_ns = os_now_ns(),
        .checksum = MMF_SAVED_CHECKSUM_START,
    };
    for (uint64_t page = 0; page < save->pages; page++)
        head.checksum = mmf_mix(head.checksum, save->fingerprints[page]);
    strncpy(head.name, name, sizeof head.name - 1);
    mmf_saved_seal(&head);
    return os_write_at(save->fd, &head, sizeof head, 0);
}

mmf_status mmf_save_finish(mmf_save *save, const char *name)
{
    mmf_status status =
        os_set_length(save->fd, (1 + save->pages) * MMF_PAGE); /* holes at the end; and what was beyond it */
    if (status == MMF_OK)
        status = write_head(save, name);
    if (status == MMF_OK)
        status = os_flush_file(save->fd);
    if (status == MMF_OK)
        status = os_publish_over(save->fd, save->path);
    if (status == MMF_OK)
        status = os_flush_folder(save->path);
    return status == MMF_OK ? MMF_OK : MMF_OS;
}
