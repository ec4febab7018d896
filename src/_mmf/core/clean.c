/* clean.c -- is all of the file on the device, should the machine go down? One word of the superblock says so.
 *
 *     MMF_IN_USE --the last one leaves--> MMF_LEAVING + x --all is on the device--> MMF_CLEAN
 *     MMF_CLEAN, MMF_LEAVING + x --a newcomer--> MMF_COMING --that is on the device--> MMF_IN_USE
 *
 * N4  Who leaves gives its slot up, stores its MMF_LEAVING, and then looks at the slots; who comes takes a slot, and
 *     then looks at the word. A full fence between: either the one sees the newcomer, or the newcomer sees the word.
 * N5  MMF_CLEAN takes the place of one MMF_LEAVING only, by the very one who stored that and has not seen a newcomer.
 *     No newcomer changes anything before the device has another word than MMF_CLEAN: that of MMF_COMING is another's
 *     to bring there, who may still be at it.
 * N6  Each MMF_LEAVING is another word, by random bits above the low byte. Else who has been flushing for long would
 *     take for its own that of one who has come, changed the file and is leaving, too.
 * N7  Who reads MMF_IN_USE relies on the device. So who has seen others puts it back only where it found it: in place
 *     of another word its MMF_LEAVING stays, and the next to come brings that to the device.
 * Several may leave at once: the last that looks sees nobody. The dead are nobody (P1). */
#include "ns.h"

enum { MMF_IN_USE, MMF_CLEAN, MMF_LEAVING, MMF_COMING, STATE_MASK = 0xff };

static uint64_t *word_of(mmf_ns *ns) { return &mmf_super_of(ns)->clean; }

static bool is_anybody_attached(mmf_ns *ns)
{
    for (uint32_t i = 0; i < mmf_slot_capacity(&ns->segment); i++) {
        struct mmf_slot_shm *slot = mmf_slot_at(&ns->segment, i);
        if (slot && mmf_high(mmf_load(&slot->state)) == 1 && !mmf_slot_is_dead(ns, i))
            return true;
    }
    return false;
}

bool mmf_is_clean(mmf_ns *ns) { return mmf_load_acquire(word_of(ns)) == MMF_CLEAN; }

mmf_status mmf_clean_end(mmf_ns *ns)
{
    mmf_full_fence(); /* N4 */
    if (MMF_LIKELY(mmf_load_acquire(word_of(ns)) == MMF_IN_USE))
        return MMF_OK;
    mmf_store(word_of(ns), MMF_COMING);
    mmf_status status = os_flush(ns->segment.base, MMF_PAGE);
    if (status == MMF_OK)
        mmf_store_release(word_of(ns), MMF_IN_USE);
    return status;
}

void mmf_clean_begin(mmf_ns *ns)
{
    uint64_t leaving;
    if (os_random(&leaving, sizeof leaving) != MMF_OK)
        return; /* as below */
    leaving = (leaving & ~(uint64_t)STATE_MASK) | MMF_LEAVING; /* N6 */
    uint64_t before = mmf_load(word_of(ns));
    while (!mmf_compare_store(word_of(ns), &before, leaving))
        ;
    mmf_full_fence(); /* N4 */
    if (is_anybody_attached(ns)) {
        if (before == MMF_IN_USE) /* N7 */
            (void)mmf_compare_store(word_of(ns), &leaving, MMF_IN_USE);
        return;
    }
    /* If any of this fails, the file counts as not clean: the safe side. */
    if (mmf_segment_flush(&ns->segment) == MMF_OK && mmf_compare_store(word_of(ns), &leaving, MMF_CLEAN))
        (void)os_flush(ns->segment.base, MMF_PAGE);
}
