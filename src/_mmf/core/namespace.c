/* namespace.c -- create, open, check, close.
 *
 * N1  A new file is laid out and attached to while it has no name, and gets its name in one step when nothing can fail
 *     any more: nobody sees it half made, and who lacks a descriptor or memory for it leaves nothing behind.
 * N2  Nothing of a file is believed before its owner, its kind and the fixed part of its superblock have been checked.
 * N3  One attachment for each file and process (and one more for reading only), besides those that are closing. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attachments.h"
#include "mmf.h"
#include "readers.h"
#include "refuse.h"
#include "shared.h"

#define OPEN_TRIES 16 /* against others that create and destroy the same name all the time */

/* ---- creation ---- */

static mmf_status fill_fixed(struct mmf_fixed_shm *fixed, const mmf_options *o)
{
    *fixed = (struct mmf_fixed_shm){
        .magic = MMF_MAGIC,
        .version = MMF_FORMAT_VERSION,
        .byte_order = MMF_BYTE_ORDER,
        .size = o->size,
        .max_size = o->max_size,
        .mode = o->mode,
    };
    mmf_status status = os_random(fixed->uuid, sizeof fixed->uuid);
    return status == MMF_OK ? os_random(fixed->seed, sizeof fixed->seed) : status;
}

/* Lay out an empty namespace in the mapped, zeroed file. */
static mmf_status format(mmf_segment *s, const mmf_options *o)
{
    struct mmf_super_shm *super = mmf_super(s);
    mmf_log log;
    struct mmf_header_shm *root;
    mmf_heap_format(s, o->size);
    mmf_log_init(&log, s);
    (void)mmf_log_begin(&log); /* the file is new */
    mmf_status status = mmf_header_alloc(&log, MMF_TAG_DICT, 0, &root);
    if (status == MMF_OK)
        mmf_log_commit(&log);
    mmf_log_clear(&log);
    if (status == MMF_OK)
        status = fill_fixed(&super->fixed, o);
    if (status != MMF_OK)
        return status;
    super->fixed.root_off = mmf_off_of(s, root);
    super->fixed.checksum = mmf_fixed_checksum(&super->fixed);
    return os_boot_id(super->boot_id);
}

/* An empty namespace in a file that has no name yet. */
static mmf_status create_hidden(const mmf_options *o, int *fd, mmf_error *error)
{
    mmf_segment segment;
    mmf_status status = os_create_hidden(o->path, o->mode, fd);
    if (status != MMF_OK)
        return mmf_refuse_os(error, status == MMF_NOT_FOUND ? MMF_OS : status, "the file cannot be made in its folder");
    status = os_allocate(*fd, 0, o->size);
    if (status == MMF_OK)
        status = mmf_segment_map(&segment, *fd, false, o->size, o->size);
    if (status != MMF_OK) {
        os_abandon(*fd);
        return mmf_refuse_os(error, status, "there is no room for a file of the size that was asked for");
    }
    status = format(&segment, o);
    os_unmap(segment.base, segment.reserved);
    if (status == MMF_OK)
        return MMF_OK;
    os_abandon(*fd);
    return mmf_refuse_os(error, status, "the new file could not be laid out");
}

/* ---- checks (N2) ---- */

static mmf_status check_options(const mmf_options *o, const struct mmf_fixed_shm *fixed, mmf_error *error)
{
    if (o->size_given && o->size != fixed->size)
        return mmf_refuse(error, MMF_EXISTS, "it exists with size %llu, not %llu", (unsigned long long)fixed->size,
                          (unsigned long long)o->size);
    if (o->max_size_given && o->max_size != fixed->max_size) {
        char there[24] = "none", asked[24] = "none";
        if (fixed->max_size)
            snprintf(there, sizeof there, "%llu", (unsigned long long)fixed->max_size);
        if (o->max_size)
            snprintf(asked, sizeof asked, "%llu", (unsigned long long)o->max_size);
        return mmf_refuse(error, MMF_EXISTS, "it exists with max_size %s, not %s", there, asked);
    }
    if (o->mode_given && o->mode != fixed->mode)
        return mmf_refuse(error, MMF_EXISTS, "it exists with mode 0%o, not 0%o", (unsigned)fixed->mode,
                          (unsigned)o->mode);
    return MMF_OK;
}

/* ---- attaching ---- */

static mmf_ns *new_attachment(const mmf_options *o)
{
    size_t length = strlen(o->path) + 1;
    mmf_ns *ns = calloc(1, sizeof *ns);
    char *path = malloc(length);
    if (!ns || !path) {
        free(ns);
        free(path);
        return NULL;
    }
    ns->path = memcpy(path, o->path, length);
    ns->references = 1;
    ns->life_fd = -1;
    mmf_handles_init(&ns->handles);
    pthread_mutex_init(&ns->mutex, NULL);
    pthread_mutex_init(&ns->news_mutex, NULL);
    return ns;
}

/* After a reboot that nobody saw coming, what was on its way to the device may be missing. An id of zeros is none: it
 * was not told to this process, or to the one before. */
static mmf_status check_reboot(mmf_ns *ns, const mmf_options *o, mmf_error *error)
{
    struct mmf_super_shm *super = mmf_super_of(ns);
    bool clean = mmf_is_clean(ns); /* first: a newcomer stores the id, and ends it then */
    uint64_t boot[2], before[2] = {mmf_load(&super->boot_id[0]), mmf_load(&super->boot_id[1])};
    if (os_boot_id(boot) != MMF_OK)
        return mmf_refuse_os(error, MMF_OS, "it cannot be found out whether the machine was started anew");
    bool told = boot[0] || boot[1], known = before[0] || before[1];
    bool same = !told || !known || (boot[0] == before[0] && boot[1] == before[1]);
    if (!same && !clean && !o->accept_reboot)
        return mmf_refuse(
            error, MMF_REBOOTED,
            "the machine went down while it was in use, so part of it may be old; open it with accept_reboot=True, "
            "which verifies it first");
    if (!same && !clean) {
        uint32_t owner = mmf_lock_look(&super->lock); /* it died with the machine, or is alive again */
        mmf_status status = owner && !ns->segment.readonly ? mmf_recover_from(ns, owner) : MMF_OK;
        if (status == MMF_OK)
            status = mmf_verify(ns, error->what, sizeof error->what);
        if (status == MMF_BUSY)
            return mmf_refuse(error, status,
                              "it must be verified after a reboot, and another process is, or was, at work in it; "
                              "open it for writing, or try again");
        if (status != MMF_OK)
            return status;
    }
    if (told && !ns->segment.readonly) {
        mmf_store(&super->boot_id[0], boot[0]);
        mmf_store(&super->boot_id[1], boot[1]);
    }
    return MMF_OK;
}

/* How long the file can become, as far as that is known before it is mapped and checked. */
static uint64_t space_for(int fd)
{
    struct mmf_fixed_shm fixed;
    uint64_t got;
    bool told = os_read_at(fd, &fixed, sizeof fixed, 0, &got) == MMF_OK && got == sizeof fixed &&
                fixed.magic == MMF_MAGIC && fixed.max_size && fixed.max_size < MMF_SIZE_MAX;
    return told ? mmf_round_up(fixed.max_size, MMF_PAGE) : MMF_SIZE_MAX;
}

/* What attach() made is not to be, but for fd. */
static void detach(mmf_ns *ns, int fd)
{
    mmf_slot_drop(ns);
    if (ns->segment.fd == fd)
        ns->segment.fd = -1;
    mmf_attachments_discard(ns);
}

/* If it fails, fd is the caller's still. */
static mmf_status attach(const mmf_options *o, int fd, const os_file_info *info, mmf_ns **result, mmf_error *error)
{
    mmf_ns *ns = new_attachment(o);
    if (!ns)
        return mmf_refuse(error, MMF_NOMEM, "there is no memory for the attachment");
    if (info->bytes < MMF_HEAP_OFF) {
        mmf_attachments_discard(ns);
        return mmf_refuse(error, MMF_CORRUPT,
                          info->bytes ? "the file is too short for a namespace (cut off?)" : "the file is empty");
    }
    mmf_status status = mmf_segment_map(&ns->segment, fd, o->readonly, space_for(fd), info->bytes);
    if (status != MMF_OK) {
        mmf_refuse_os(error, status,
                      status != MMF_NOMEM ? "the file cannot be mapped"
                                          : "this process has not enough addresses left to map it; close other "
                                            "namespaces, or make them with a smaller max_size");
        mmf_attachments_discard(ns);
        return status;
    }
    mmf_log_init(&ns->log, &ns->segment);
    if ((status = mmf_life_open(ns)) != MMF_OK)
        mmf_refuse_os(error, status, "the file cannot be opened a second time, for the proof of life");
    else
        mmf_readers_begin(ns);
    if (status == MMF_OK && (status = mmf_check_content(&ns->segment, &ns->root_off, error)) == MMF_OK)
        status = check_options(o, &mmf_super_of(ns)->fixed, error);
    if (status == MMF_OK)
        status = check_reboot(ns, o, error);
    if (status == MMF_OK && !o->readonly) {
        status = mmf_slot_claim(ns);
        if (status == MMF_BUSY)
            status = MMF_OK; /* the first write will ask again */
        if (status != MMF_OK)
            mmf_refuse_os(
                error, status,
                "no place among the attached processes could be taken; close other processes, or look at the limit "
                "on open files");
    }
    if (status == MMF_OK)
        *result = ns;
    else
        detach(ns, fd);
    return status;
}

/* fd becomes the attachment's, or is closed. */
static mmf_status attach_or_share(const mmf_options *o, int fd, mmf_ns **result, mmf_error *error)
{
    os_file_info info;
    mmf_status status = mmf_check_file(o->path, o->trust, fd, &info, error);
    if (status != MMF_OK) {
        os_close(fd);
        return status;
    }
    mmf_attachments_lock();
    mmf_ns *ns = mmf_attachments_find(info.device, info.inode, o->readonly);
    if (ns) {
        os_close(fd); /* OFD locks belong to the open file, so closing another one drops nothing */
        if (mmf_segment_check_length(&ns->segment) == MMF_CUT)
            status = mmf_refuse(error, MMF_CUT, "its file was cut short while this process has it open");
        else
            status = check_options(o, &mmf_super_of(ns)->fixed, error);
        if (status == MMF_OK)
            ns->references++;
    } else if ((status = attach(o, fd, &info, &ns, error)) == MMF_OK) {
        mmf_attachments_add(ns);
    } else {
        os_close(fd);
    }
    mmf_attachments_unlock();
    if (status == MMF_OK)
        *result = ns;
    return status;
}

/* A name for the file behind fd. MMF_EXISTS: another was quicker. */
static mmf_status publish(const mmf_options *o, int fd, mmf_error *error)
{
    mmf_status status = os_publish(fd, o->path);
    return status == MMF_OK || status == MMF_EXISTS
               ? status
               : mmf_refuse_os(error, status, "the new file could not be given its name");
}

/* MMF_EXISTS: there is a file now, to be opened by its name. */
static mmf_status create(const mmf_options *o, mmf_ns **result, mmf_error *error)
{
    os_file_info info;
    int fd;
    mmf_ns *ns;
    mmf_status status = create_hidden(o, &fd, error);
    if (status != MMF_OK)
        return status;
    mmf_attachments_lock();
    status = mmf_check_file(o->path, o->trust, fd, &info, error);
    if (status == MMF_OK && (status = attach(o, fd, &info, &ns, error)) == MMF_OK) {
        if ((status = publish(o, fd, error)) == MMF_OK)
            mmf_attachments_add(*result = ns);
        else
            detach(ns, fd);
    } else if (status == MMF_OS && error->os_errno == ENOENT) { /* without /proc it takes a name to open it twice */
        *error = (mmf_error){0};
        status = publish(o, fd, error);
        status = status == MMF_OK ? MMF_EXISTS : status;
    }
    if (status != MMF_OK)
        os_abandon(fd);
    mmf_attachments_unlock();
    return status;
}

static mmf_status check_arguments(const mmf_options *o, mmf_error *error)
{
    if (o->size < MMF_SIZE_MIN || o->size > MMF_SIZE_MAX)
        return mmf_refuse(error, MMF_INVALID, "size %llu is not between %llu and %llu bytes",
                          (unsigned long long)o->size, (unsigned long long)MMF_SIZE_MIN,
                          (unsigned long long)MMF_SIZE_MAX);
    if (o->max_size && (o->max_size < o->size || o->max_size > MMF_SIZE_MAX))
        return mmf_refuse(error, MMF_INVALID, "max_size %llu is not between size %llu and %llu bytes",
                          (unsigned long long)o->max_size, (unsigned long long)o->size,
                          (unsigned long long)MMF_SIZE_MAX);
    return MMF_OK;
}

mmf_status mmf_open(const mmf_options *o, mmf_ns **ns, mmf_error *error)
{
    *error = (mmf_error){0};
    mmf_status status = check_arguments(o, error);
    for (int tries = 0; status == MMF_OK && tries < OPEN_TRIES; tries++) {
        int fd;
        status = os_open(o->path, o->readonly, &fd);
        if (status == MMF_OK)
            return attach_or_share(o, fd, ns, error);
        if (status == MMF_DENIED)
            return mmf_refuse(error, status, "it is a symbolic link, and links are not followed");
        if (status != MMF_NOT_FOUND)
            return mmf_refuse_os(error, status, "the file cannot be opened");
        if (!o->create || o->readonly)
            return mmf_refuse(error, MMF_NOT_FOUND, "there is no such namespace");
        if ((status = mmf_check_folder(o->path, o->trust, error)) != MMF_OK)
            return status;
        status = create(o, ns, error);
        if (status == MMF_OK)
            return MMF_OK;
        if (status == MMF_EXISTS)
            status = MMF_OK; /* open what is there now */
    }
    return status == MMF_OK ? mmf_refuse(error, MMF_NOT_FOUND, "others keep creating and removing it; try again")
                            : status;
}

void mmf_retain(mmf_ns *ns)
{
    mmf_attachments_lock();
    ns->references++;
    mmf_attachments_unlock();
}

void mmf_stay(mmf_ns *ns)
{
    mmf_attachments_lock();
    mmf_attachments_stay(ns);
    mmf_attachments_unlock();
}

/* The last handle of this process goes: give up what it holds. Could this process have written, and is the file
 * whole? */
static bool leave(mmf_ns *ns)
{
    if (ns->segment.readonly || mmf_segment_check_length(&ns->segment) != MMF_OK)
        return false; /* of a file that was cut nothing can be put in order, and touching it may end the process */
    if (ns->owner) { /* whichever thread of ours it was */
        ns->owner = mmf_self();
        ns->transactions = ns->transactions ? 1 : 0;
        if (ns->transactions)
            (void)mmf_txn_rollback(ns); /* undoing cannot fail */
        ns->depth = 1;
        ns->exclusive_depth = 0;
        (void)mmf_unlock(ns, false); /* held: that was just made sure */
    }
    mmf_write w;
    if (mmf_has_slot(ns) && mmf_load(ns->orphans) && mmf_write_begin(&w, ns, MMF_OPERATION_FREE) == MMF_OK) {
        mmf_leave_chores(ns, MMF_CHORES_ALL);
        (void)mmf_write_end(&w, MMF_OK); /* what cannot be freed now, the next process frees */
    }
    bool had_slot = mmf_has_slot(ns);
    mmf_shared_leave(ns);
    mmf_slot_drop(ns);
    return had_slot;
}

/* The list is locked, and unlocked by this. */
static void drop(mmf_ns *ns)
{
    bool last = --ns->references == 0, has_left = false;
    if (last) {
        mmf_handles_clear(&ns->handles); /* none is left, so no container of ours needs to live on */
        mmf_handles_init(&ns->handles);
        has_left = leave(ns);
        ns->is_closing = true;
        mmf_pass_news_on(ns, mmf_attachments_find(ns->segment.device, ns->segment.inode, !ns->segment.readonly));
    }
    mmf_attachments_unlock();
    if (!last)
        return;
    if (has_left)
        mmf_clean_begin(ns); /* while others may use the list */
    mmf_attachments_lock(); /* until then who is forked finds it there (F4) */
    mmf_attachments_discard(ns);
    mmf_attachments_unlock();
}

void mmf_close(mmf_ns *ns)
{
    mmf_attachments_lock();
    drop(ns);
}

void mmf_stay_end(mmf_ns *ns)
{
    mmf_attachments_lock();
    mmf_attachments_stay_end(ns);
    drop(ns);
}

mmf_ref mmf_root(mmf_ns *ns)
{
    /* The offset as it was checked: another process may have put anything into the superblock since. */
    return (mmf_ref){ns, ns->root_off, mmf_load(&mmf_header_at(&ns->segment, ns->root_off)->serial)};
}

const char *mmf_path(const mmf_ns *ns) { return ns->path; }

mmf_status mmf_destroy(mmf_ns *ns, const char *path)
{
    if (ns->segment.readonly)
        return MMF_READONLY;
    os_file_info info;
    mmf_status status = os_path_information(path, &info);
    if (status != MMF_OK)
        return status;
    if (info.device != ns->segment.device || info.inode != ns->segment.inode)
        return MMF_NOT_FOUND; /* another namespace has the name now */
    return os_remove(path);
}

mmf_status mmf_sync(mmf_ns *ns) { return mmf_segment_flush(&ns->segment); }

mmf_status mmf_doubt(mmf_ns *ns)
{
    mmf_status status = mmf_segment_check_length(&ns->segment);
    return status == MMF_OK ? MMF_CORRUPT : status;
}

void mmf_identify(const mmf_ns *ns, mmf_identity *identity)
{
    const struct mmf_fixed_shm *fixed = &mmf_super_of(ns)->fixed;
    memcpy(identity->uuid, fixed->uuid, sizeof identity->uuid);
    identity->size = fixed->size;
    identity->max_size = fixed->max_size;
    identity->reserved = ns->segment.reserved;
    identity->mode = (uint32_t)fixed->mode;
    identity->readonly = ns->segment.readonly;
}

void mmf_key_init(mmf_ns *ns, mmf_key *key) { mmf_key_prepare(mmf_super_of(ns)->fixed.seed, key); }
void mmf_key_init_cell(mmf_ns *ns, mmf_key *key, mmf_cell cell)
{
    mmf_key_prepare_cell(mmf_super_of(ns)->fixed.seed, key, cell);
}
