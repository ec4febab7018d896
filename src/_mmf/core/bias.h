/* bias.h -- changes of one word without the lock, while nobody changes more. See bias.c. */
#ifndef MMF_BIAS_H
#define MMF_BIAS_H

#include "ns.h"

/* super.bias: how often it was granted << 2 | one of these. Written by the lock's holder only. */
enum mmf_bias {
    MMF_BIAS_NONE = 0,
    MMF_BIAS_GRANTED = 1,
    MMF_BIAS_REVOKED = 2, /* some may not have noticed */
    MMF_BIAS_COUNTED = 3  /* nobody is in a pass; what was changed is being added to log_state */
};
#define MMF_BIAS_STATES UINT64_C(3)

static MMF_ALWAYS_INLINE bool mmf_bias_is_granted(mmf_ns *ns)
{
    return (mmf_load_acquire(&mmf_super(&ns->segment)->bias) & MMF_BIAS_STATES) == MMF_BIAS_GRANTED;
}

uint64_t *mmf_bias_enter_slowly(mmf_ns *ns);
void mmf_bias_leave_slowly(uint64_t *pass, bool changed);

/* End a pass: the word has been changed, or not (`changed`), and then it counts as if it had not been.
 * mmf_bias_leave_first(): a pass that mmf_bias_enter_first() began. */
static MMF_ALWAYS_INLINE void mmf_bias_leave_first(uint64_t *pass, bool changed)
{
    mmf_program_order();
    mmf_store_release(pass, changed ? mmf_load(pass) + 1 : mmf_load(pass) - 1);
}
static MMF_ALWAYS_INLINE void mmf_bias_leave(mmf_ns *ns, uint64_t *pass, bool changed)
{
    if (MMF_LIKELY(pass == ns->changing))
        mmf_bias_leave_first(pass, changed);
    else
        mmf_bias_leave_slowly(pass, changed);
}

/* May this thread change one word without the lock? Until it leaves the pass nobody changes more than words then.
 * Asked for the first thread of the process that ever did, which enters and leaves without a call; no for others. */
static MMF_ALWAYS_INLINE bool mmf_bias_enter_first(mmf_ns *ns, uint64_t **pass)
{
    if (MMF_UNLIKELY(!mmf_bias_is_granted(ns)) ||
        MMF_UNLIKELY(__atomic_load_n(&ns->changer, __ATOMIC_RELAXED) != mmf_this_thread()))
        return false;
    *pass = ns->changing;
    mmf_store(*pass, mmf_load(*pass) + 1);
    mmf_program_order(); /* K6 */
    if (MMF_LIKELY(mmf_bias_is_granted(ns)))
        return true;
    mmf_bias_leave_first(*pass, false);
    return false;
}

/* The same for any thread: the pass; NULL: no. */
static MMF_ALWAYS_INLINE uint64_t *mmf_bias_enter(mmf_ns *ns)
{
    uint64_t *pass;
    if (MMF_LIKELY(mmf_bias_enter_first(ns, &pass)))
        return pass;
    return mmf_bias_is_granted(ns) ? mmf_bias_enter_slowly(ns) : NULL;
}

/* Lock held, which is to be used for more than one word. MMF_BUSY: somebody is still changing a word without it. */
MMF_UNUSED_RESULT mmf_status mmf_bias_revoke(mmf_ns *ns);
MMF_UNUSED_RESULT static inline mmf_status mmf_bias_check(mmf_ns *ns)
{
    return MMF_LIKELY(!(mmf_load(&mmf_super(&ns->segment)->bias) & MMF_BIAS_STATES)) ? MMF_OK : mmf_bias_revoke(ns);
}

/* Lock held, for one word only, which has been changed: one more without a revocation. true: to grant the bias, this
 * process must join first, which takes too long to be done under the lock. */
#define MMF_BIAS_AFTER 4096
bool mmf_bias_grant(mmf_ns *ns);
void mmf_bias_join(mmf_ns *ns);
static inline bool mmf_bias_count_word(mmf_ns *ns)
{
    uint64_t *count = &mmf_super(&ns->segment)->bias_count, words = mmf_load(count) + 1;
    mmf_store(count, words);
    return MMF_UNLIKELY(words >= MMF_BIAS_AFTER) && !mmf_bias_grant(ns);
}

/* The log's state word, as if changes in passes were counted in it. MMF_BUSY: somebody is in a pass. */
MMF_UNUSED_RESULT mmf_status mmf_bias_log_state(mmf_ns *ns, uint64_t *state);
uint64_t mmf_bias_commits(mmf_ns *ns); /* its number of changes, for people */

/* The attachment is new, or another process's copy of it. The slot is lost, and who is in a pass ends it all the same.
 * The slot is new to this process. */
void mmf_bias_forget(mmf_ns *ns);
void mmf_bias_lose(mmf_ns *ns);
void mmf_bias_clear(struct mmf_slot_shm *slot);

#endif
