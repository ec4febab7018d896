/* bias.h -- changes of one word without the lock, while nobody changes more. See bias.c. */
#ifndef MMF_BIAS_H
#define MMF_BIAS_H

#include "lane.h"

/* super.bias: how often it was granted << 37 | to whom << 2 | one of these. Written by the lock's holder only. */
enum mmf_bias {
    MMF_BIAS_NONE = 0, /* and to nobody */
    MMF_BIAS_GRANTED = 1,
    MMF_BIAS_REVOKED = 2, /* some may not have noticed */
    MMF_BIAS_COUNTED = 3  /* nobody is in a pass; what was changed is being added to log_state */
};
#define MMF_BIAS_STATES UINT64_C(3)
/* To whom: all, or one thread, by its process's lock word (31 bits) and its lane << 31 (K10). */
#define MMF_BIAS_ALL (((uint64_t)MMF_LANES << 31) - 1) /* no slot has such a lock word */
#define MMF_BIAS_TERM ((MMF_BIAS_ALL + 1) << 2)        /* one more grant */

static MMF_ALWAYS_INLINE uint64_t mmf_bias_look(const mmf_ns *ns) { return mmf_load_acquire(&mmf_super_of(ns)->bias); }
static MMF_ALWAYS_INLINE bool mmf_bias_is_for(uint64_t bias, uint64_t whom)
{
    return (bias & (MMF_BIAS_TERM - 1)) == (whom << 2 | MMF_BIAS_GRANTED);
}
static inline uint64_t mmf_bias_whom(uint64_t bias) { return (bias & (MMF_BIAS_TERM - 1)) >> 2; }

/* What names this process's thread with that lane in it; MMF_NO_LANE: something that is never there. */
static MMF_ALWAYS_INLINE uint64_t mmf_bias_name(const mmf_ns *ns, uint32_t lane)
{
    return (uint64_t)lane << 31 | mmf_lock_mine(ns);
}
static inline uint64_t mmf_bias_me(const mmf_ns *ns) { return mmf_bias_name(ns, mmf_thread_lane); }
static MMF_ALWAYS_INLINE bool mmf_bias_is_mine_alone(const mmf_ns *ns)
{
    return mmf_bias_is_for(mmf_bias_look(ns), mmf_bias_me(ns));
}

/* Has this thread a lane to say it in that it changes words? Then it enters and leaves without a call. */
static MMF_ALWAYS_INLINE bool mmf_changes_in_lane(const mmf_ns *ns, uint32_t lane)
{
    return mmf_has_lane(&ns->changing, lane);
}

/* To this thread, and perhaps to others. */
static inline bool mmf_bias_is_granted(const mmf_ns *ns)
{
    return mmf_bias_is_mine_alone(ns) || mmf_bias_is_for(mmf_bias_look(ns), MMF_BIAS_ALL);
}
/* The same in its lane. */
static MMF_ALWAYS_INLINE bool mmf_bias_admits(const mmf_ns *ns, uint64_t bias, uint32_t lane)
{
    return mmf_bias_is_for(bias, mmf_bias_name(ns, lane)) ||
           (mmf_bias_is_for(bias, MMF_BIAS_ALL) && mmf_changes_in_lane(ns, lane));
}

/* In a word of passes: one that has ended; below it are those that go on. */
#define MMF_PASS_ENDED UINT64_C(0x10000)

uint64_t *mmf_bias_enter_slowly(mmf_ns *ns);
void mmf_bias_leave_slowly(uint64_t *pass, bool changed);

/* End a pass: the word has been changed, or not (`changed`), and then it counts as if it had not been.
 * mmf_bias_leave_lane(): a pass that mmf_bias_enter_lane() began. */
static MMF_ALWAYS_INLINE void mmf_bias_leave_lane(uint64_t *pass, bool changed)
{
    mmf_program_order();
    mmf_store_release(pass, mmf_load(pass) + (changed ? MMF_PASS_ENDED : 0) - 1);
}
static MMF_ALWAYS_INLINE void mmf_bias_leave(mmf_ns *ns, uint64_t *pass, bool changed)
{
    if (MMF_LIKELY(mmf_is_in_lane(&ns->changing, pass)))
        mmf_bias_leave_lane(pass, changed);
    else
        mmf_bias_leave_slowly(pass, changed);
}

/* May this thread change one word without the lock? Until it leaves the pass nobody changes more than words then.
 * Asked for a thread with a lane, which enters and leaves without a call; no for others. */
static MMF_ALWAYS_INLINE bool mmf_bias_enter_seen(const mmf_ns *ns, uint64_t bias, uint32_t lane, uint64_t **pass)
{
    struct mmf_lane_shm *own = mmf_lane_in(&ns->changing, lane);
    if (MMF_UNLIKELY(!own))
        return false; /* somebody wrote rubbish there: it is granted to a thread that never joined */
    *pass = &own->changing;
    mmf_store(*pass, mmf_load(*pass) + 1);
    mmf_program_order(); /* K6 */
    if (MMF_LIKELY(mmf_bias_look(ns) == bias))
        return true;
    mmf_bias_leave_lane(*pass, false);
    return false;
}
static MMF_ALWAYS_INLINE bool mmf_bias_enter_lane(const mmf_ns *ns, uint64_t **pass)
{
    uint64_t bias = mmf_bias_look(ns);
    uint32_t lane = mmf_thread_lane;
    return MMF_LIKELY(mmf_bias_admits(ns, bias, lane)) && mmf_bias_enter_seen(ns, bias, lane, pass);
}
/* The same where nobody else may change a word meanwhile, either (K10). */
static MMF_ALWAYS_INLINE bool mmf_bias_enter_alone(const mmf_ns *ns, uint64_t **pass)
{
    uint64_t bias = mmf_bias_look(ns);
    uint32_t lane = mmf_thread_lane;
    return MMF_LIKELY(mmf_bias_is_for(bias, mmf_bias_name(ns, lane))) && mmf_bias_enter_seen(ns, bias, lane, pass);
}

/* The same for any thread: the pass; NULL: no. */
static MMF_ALWAYS_INLINE uint64_t *mmf_bias_enter(mmf_ns *ns)
{
    uint64_t *pass = NULL, bias = mmf_bias_look(ns);
    if (!(bias & MMF_BIAS_STATES))
        return NULL;
    if (MMF_LIKELY(mmf_bias_enter_lane(ns, &pass)))
        return pass;
    return mmf_bias_is_for(bias, MMF_BIAS_ALL) ? mmf_bias_enter_slowly(ns) : NULL;
}

/* Lock held, which is to be used for more than one word. MMF_BUSY: somebody is still changing a word without it.
 * mmf_bias_check_change(): within this call; so this thread may keep what it has alone (K10). */
MMF_UNUSED_RESULT mmf_status mmf_bias_revoke(mmf_ns *ns);
MMF_UNUSED_RESULT static inline mmf_status mmf_bias_check(mmf_ns *ns)
{
    return MMF_LIKELY(!(mmf_load(&mmf_super_of(ns)->bias) & MMF_BIAS_STATES)) ? MMF_OK : mmf_bias_revoke(ns);
}
MMF_UNUSED_RESULT static inline mmf_status mmf_bias_check_change(mmf_ns *ns)
{
    uint64_t bias = mmf_load(&mmf_super_of(ns)->bias);
    return MMF_LIKELY(!(bias & MMF_BIAS_STATES)) || mmf_bias_is_mine_alone(ns) ? MMF_OK : mmf_bias_revoke(ns);
}

/* Lock held, for one word only: is this borne by the bias as it is? Not by one that is another's alone, nor while it is
 * being taken from that one: then it is to be revoked first. */
static inline bool mmf_bias_bears_word(const mmf_ns *ns)
{
    uint64_t whom = mmf_bias_whom(mmf_bias_look(ns));
    return MMF_LIKELY(!whom) || whom == MMF_BIAS_ALL || whom == mmf_bias_me(ns);
}

/* Lock held, for one word only, which has been changed: one more without a revocation. true: to grant the bias, this
 * thread must join first, which takes too long to be done under the lock. */
#define MMF_BIAS_AFTER 4096
bool mmf_bias_grant(mmf_ns *ns);
void mmf_bias_join(mmf_ns *ns);
/* super.bias_count: how many << 0, and who has made them << 16. 0: nobody alone. */
static inline uint64_t mmf_bias_words(uint64_t count) { return count & 0xffff; }
static inline uint64_t mmf_bias_whose(uint64_t count) { return count >> 16; }
static inline uint64_t mmf_bias_counted(uint64_t words, uint64_t whose) { return words | whose << 16; }
static inline uint64_t mmf_bias_who(const mmf_ns *ns) { return mmf_lane() != MMF_NO_LANE ? mmf_bias_me(ns) : 0; }
static inline bool mmf_bias_count_word(mmf_ns *ns)
{
    uint64_t *count = &mmf_super_of(ns)->bias_count, word = mmf_load(count);
    uint64_t words = mmf_bias_words(word) + 1, who = mmf_bias_who(ns);
    if (MMF_UNLIKELY(who != mmf_bias_whose(word)) && words > MMF_BIAS_AFTER / 2)
        who = 0;
    mmf_store(count, mmf_bias_counted(words, who));
    return MMF_UNLIKELY(words >= MMF_BIAS_AFTER) && !mmf_bias_grant(ns);
}

/* The number of changes of one word that are not in the log's state word yet, in its place. Lock held. */
uint64_t mmf_bias_uncounted(mmf_ns *ns);

/* The log's state word, as if changes in passes were counted in it. MMF_BUSY: somebody is in a pass. */
MMF_UNUSED_RESULT mmf_status mmf_bias_log_state(mmf_ns *ns, uint64_t *state);
uint64_t mmf_bias_commits(mmf_ns *ns); /* its number of changes, for people */

/* The attachment is new, or another process's copy of it. The slot is lost, and who is in a pass ends it all the same.
 * The slot is new to this process. */
void mmf_bias_forget(mmf_ns *ns);
void mmf_bias_lose(mmf_ns *ns);
void mmf_bias_clear(mmf_segment *s, struct mmf_slot_shm *slot);

#endif
