/* load.c -- a namespace from a saved one.
 *
 * D7  The new file has no name until the checksum of all that was read has proved right, and what belongs to the old
 *     one's processes has been put away: nobody opens it before.
 * D8  What processes had in their slots (orphans, blocks being filled) stays there, in slots that look like those of
 *     dead processes: which they are, as nobody holds a life byte of the new file. The first one that writes frees it
 *     all.
 * D9  It is on the device before it gets its name, so it counts as clean. Its length is the saved one, to the byte: the
 *     rest of its last page is memory only. */
#include <string.h>

#include "mmf.h"
#include "bias.h"
#include "readers.h"
#include "refuse.h"
#include "saved.h"

#define CHUNK_BYTES (64 * MMF_PAGE)

typedef struct saved_file {
    int fd;
    struct mmf_saved_head head;
} saved_file;

/* Open it and read its head. On MMF_OK the descriptor is the caller's. */
static mmf_status open_source(const char *from, bool trust, saved_file *source, mmf_error *error)
{
    os_file_info info;
    uint64_t got;
    const char *what;
    mmf_status status = os_open(from, true, &source->fd);
    if (status == MMF_DENIED)
        return mmf_refuse(error, status, "it is a symbolic link, and links are not followed");
    if (status == MMF_NOT_FOUND)
        return mmf_refuse(error, status, "there is no such file; give the path that was saved to");
    if (status != MMF_OK)
        return mmf_refuse_os(error, status, "the saved file cannot be opened");
    status = mmf_check_file(from, trust, source->fd, &info, error);
    if (status == MMF_OK && (status = os_read_at(source->fd, &source->head, MMF_PAGE, 0, &got)) != MMF_OK)
        mmf_refuse_os(error, status, "the saved file cannot be read");
    else if (status == MMF_OK && got < MMF_PAGE)
        status = mmf_refuse(error, MMF_CORRUPT, "it is too short for a saved namespace (cut off?); take another copy");
    else if (status == MMF_OK && (status = mmf_saved_check(&source->head, info.bytes, &what)) != MMF_OK)
        mmf_refuse(error, status, "%s", what);
    if (status != MMF_OK)
        os_close(source->fd);
    return status;
}

mmf_status mmf_saved_name(const char *from, bool trust, char *name, mmf_error *error)
{
    saved_file source;
    *error = (mmf_error){0};
    mmf_status status = open_source(from, trust, &source, error);
    if (status != MMF_OK)
        return status;
    os_close(source.fd);
    memcpy(name, source.head.name, sizeof source.head.name);
    return MMF_OK;
}

/* Read the pages into the mapped new file; their checksum must be the head's. */
static mmf_status read_pages(const saved_file *source, unsigned char *base, mmf_error *error)
{
    uint64_t bytes = mmf_saved_pages(&source->head) * MMF_PAGE, sum = MMF_SAVED_CHECKSUM_START, got;
    for (uint64_t from = 0; from < bytes; from += CHUNK_BYTES) {
        uint64_t count = mmf_min(CHUNK_BYTES, bytes - from);
        mmf_status status = os_read_at(source->fd, base + from, count, MMF_PAGE + from, &got);
        if (status != MMF_OK)
            return mmf_refuse_os(error, status, "the saved file cannot be read");
        if (got < count)
            return mmf_refuse(error, MMF_CORRUPT, "it was cut off while it was read; take another copy");
        for (uint64_t at = from; at < from + count; at += MMF_PAGE)
            sum = mmf_mix(sum, mmf_fingerprint((const uint64_t *)(base + at)));
    }
    if (sum != source->head.checksum)
        return mmf_refuse(error, MMF_CORRUPT,
                          "its checksum is wrong, so it was changed after it was saved; take another copy");
    return MMF_OK;
}

/* D8 */
static void put_slots_in_order(mmf_segment *s)
{
    for (uint32_t i = 0; i < mmf_slot_capacity(s); i++) {
        struct mmf_slot_shm *slot = mmf_slot_at(s, i);
        if (!slot)
            continue; /* what writes there will answer MMF_CORRUPT */
        uint64_t any = slot->orphans;
        for (int r = 0; r < MMF_RESERVED_BLOCKS; r++)
            any |= slot->reserved[r];
        slot->state = mmf_halves(mmf_low(slot->state), any != 0);
        slot->pid = slot->start_ns = slot->shared_count = 0;
        mmf_readers_clear(s, slot);
        mmf_bias_clear(s, slot);
    }
}

static mmf_status put_in_order(mmf_segment *s, const saved_file *source, mmf_error *error)
{
    mmf_off root;
    mmf_status status = mmf_check_content(s, &root, error);
    if (status != MMF_OK)
        return status;
    struct mmf_super_shm *super = mmf_super(s);
    if (mmf_log_state_units(super->log_state) || super->fixed.mode != source->head.mode)
        return mmf_refuse(error, MMF_CORRUPT, "it was not saved between two changes; take another copy");
    if ((status = os_random(super->fixed.uuid, sizeof super->fixed.uuid)) != MMF_OK)
        return mmf_refuse_os(error, status, "no random number can be had for its uuid");
    super->fixed.checksum = mmf_fixed_checksum(&super->fixed);
    super->lock = 0;
    super->owner = super->operation = super->recovered = super->shared = super->shared_gate = 0;
    super->seq += super->seq & 1; /* it was saved inside lock() */
    super->recoveries = super->bias = super->bias_base = super->bias_count = 0;
    super->clean = 1; /* D9 */
    put_slots_in_order(s);
    if (os_boot_id(super->boot_id) != MMF_OK)
        return mmf_refuse_os(error, MMF_OS, "it cannot be found out when the machine was started");
    return MMF_OK;
}

static mmf_status build(const mmf_load_options *o, const saved_file *source, int fd, mmf_error *error)
{
    uint64_t bytes = source->head.image_bytes, mapped = mmf_round_up(bytes, MMF_PAGE);
    mmf_segment segment;
    error->about_new = true;
    mmf_status status = os_allocate(fd, 0, bytes);
    if (status == MMF_OK)
        status = mmf_segment_map(&segment, fd, false, mapped, mapped);
    if (status != MMF_OK)
        return mmf_refuse_os(error, status,
                             "there is no room for the namespace; make room on its file system, nothing was changed");
    error->about_new = false;
    status = read_pages(source, segment.base, error);
    if (status == MMF_OK)
        status = put_in_order(&segment, source, error);
    if (status == MMF_OK && (status = os_flush(segment.base, bytes)) != MMF_OK)
        mmf_refuse_os(error, status, "the new file could not be written");
    os_unmap(segment.base, segment.reserved);
    if (status != MMF_OK)
        return status;
    error->about_new = true;
    status = o->replace ? os_publish_over(fd, o->path) : os_publish(fd, o->path);
    if (status == MMF_EXISTS)
        return mmf_refuse(error, status, "it exists; load it under another name, or pass replace=True");
    if (status == MMF_OK)
        status = os_flush_folder(o->path);
    return status == MMF_OK ? status : mmf_refuse_os(error, MMF_OS, "the new file could not be given its name");
}

mmf_status mmf_load_saved(const mmf_load_options *o, mmf_error *error)
{
    saved_file source;
    int fd;
    *error = (mmf_error){0};
    mmf_status status = open_source(o->from, o->trust, &source, error);
    if (status != MMF_OK)
        return status;
    error->about_new = true;
    status = mmf_check_folder(o->path, o->trust, error);
    if (status == MMF_OK && (status = os_create_hidden(o->path, (uint32_t)source.head.mode & 0777, &fd)) != MMF_OK)
        mmf_refuse_os(error, status = status == MMF_NOT_FOUND ? MMF_OS : status, "no file can be made in its folder");
    if (status == MMF_OK) {
        status = build(o, &source, fd, error);
        os_abandon(fd); /* with its name it is opened again */
    }
    os_close(source.fd);
    return status;
}
