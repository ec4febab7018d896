/* watch.c -- the waiter's side of notify.c: what a container, or one key of it, was like, and whether that has
 * moved. */
#include "mmf.h"
#include "shared.h"

/* The longest sleep without a look at the number of recoveries and at the lock's owner (W5). */
#define SLICE_MS 50
/* Without write access nothing can be armed: how often to look. */
#define POLL_MS 1

#define ODD_MULTIPLIER UINT64_C(0x9e3779b97f4a7c15)

/* What names the state of a key: its order number, the epoch of the numbering and the version, which it keeps where its
 * dict is rebuilt, and the second word of its value, which may change alone (L6). Of a whole container: its counter. */
static mmf_status read_token(mmf_segment *s, const struct mmf_header_shm *h, const mmf_key *key, uint64_t token[2])
{
    mmf_found found;
    token[0] = key ? 0 : mmf_load_data(&h->seq);
    token[1] = 0;
    if (!key)
        return MMF_OK;
    mmf_status status = mmf_table_find(s, h, key, &found);
    if (status == MMF_OK) {
        token[0] = mmf_high(mmf_load_data(&h->order)) ^ mmf_load_data(&found.entry->value[1]) * ODD_MULTIPLIER;
        token[1] = mmf_load_acquire(&found.entry->meta);
    }
    return status == MMF_NOT_FOUND ? MMF_OK : status;
}

static mmf_status check(const mmf_ref *ref, const struct mmf_header_shm *h, const mmf_key *key)
{
    uint64_t shape = mmf_load_data(&h->shape);
    if (!mmf_is_usable(ref, h))
        return MMF_STALE;
    return mmf_guarded_ok(shape) && (!key || mmf_shape_tag(shape) == MMF_TAG_DICT) ? MMF_OK : MMF_CORRUPT;
}

/* Nothing can be armed: look as every reader does. What changes in place in a container moves nothing of the container,
 * so any commit to the namespace counts as a change of the whole of it. */
static mmf_status look_readonly(const mmf_ref *ref, const mmf_key *key, mmf_watch *now)
{
    mmf_ns *ns = ref->ns;
    struct mmf_header_shm *h = mmf_ref_header(ref);
    for (int tries = 0; tries < MMF_LOOKS; tries++, os_relax()) {
        mmf_look look;
        if (mmf_stamp(ns, &now->stamp) != MMF_OK || !mmf_look_begin(&look, ns, h))
            continue;
        mmf_status status = check(ref, h, key);
        if (status == MMF_OK)
            status = read_token(&ns->segment, h, key, now->token);
        if (!key)
            now->token[0] = now->stamp;
        if (mmf_look_end(&look, ns, h))
            return status;
    }
    return MMF_BUSY;
}

mmf_status mmf_watch_arm(const mmf_ref *ref, const mmf_key *key, mmf_watch *watch, bool *changed)
{
    mmf_ns *ns = ref->ns;
    struct mmf_super_shm *super = mmf_super_of(ns);
    struct mmf_header_shm *h = mmf_ref_header(ref);
    mmf_watch now = {.armed = true};
    bool readonly = ns->segment.readonly, took;
    if (mmf_lock_held(ns) || mmf_shares(ns))
        return MMF_HELD;
    mmf_status status = readonly ? look_readonly(ref, key, &now) : mmf_take_lock(ns, &took);
    if (!readonly && status == MMF_OK) {
        now.recoveries = mmf_load(&super->recoveries);
        status = check(ref, h, key);
        if (status == MMF_OK)
            status = read_token(&ns->segment, h, key, now.token);
        if (status == MMF_OK)
            now.change = mmf_notify_arm(h);
        mmf_release(ns);
    }
    if (status != MMF_OK)
        return status;
    bool counted = now.change != watch->change,
         other = now.token[0] != watch->token[0] || now.token[1] != watch->token[1];
    bool uncounted = readonly || now.recoveries != watch->recoveries;
    bool too_many = now.change - watch->change >= MMF_NOTIFY_GRACE; /* W7 */
    *changed = watch->armed && (key ? too_many || ((counted || uncounted) && other) : counted || (uncounted && other));
    *watch = now;
    return MMF_OK;
}

bool mmf_watch_moved(const mmf_ref *ref, const mmf_watch *watch)
{
    struct mmf_super_shm *super = mmf_super_of(ref->ns);
    if (ref->ns->segment.readonly) {
        uint64_t stamp;
        return mmf_stamp(ref->ns, &stamp) == MMF_OK && stamp != watch->stamp;
    }
    return mmf_low(mmf_load_acquire(&mmf_ref_header(ref)->change)) != watch->change ||
           mmf_load_acquire(&super->recoveries) != watch->recoveries;
}

mmf_status mmf_watch_sleep(const mmf_ref *ref, const mmf_watch *watch, int ms)
{
    mmf_ns *ns = ref->ns;
    if (ns->segment.readonly)
        return os_pause_ms(ms < POLL_MS ? ms : POLL_MS);
    mmf_status status = mmf_notify_sleep(mmf_ref_header(ref), watch->change, ms < SLICE_MS ? ms : SLICE_MS);
    uint32_t owner = mmf_lock_look(&mmf_super_of(ns)->lock);
    return status == MMF_OK && owner && !mmf_watch_moved(ref, watch) ? mmf_recover_from(ns, owner) : status;
}
