/* word.h -- a change that is perhaps one word (L6), without the frame of a change (operation.c).
 *
 *     h = mmf_word_begin(...)      by a pass (bias.c), else under the lock; NULL: neither, the frame must do
 *     look                         is it one word? then one atomic store, or mmf_word_swap()
 *     mmf_word_end(...)            or, if it takes more: mmf_word_go_on(...)
 */
#ifndef MMF_WORD_H
#define MMF_WORD_H

#include "bias.h"

/* In the container that is meant: does nobody wait for it? */
static MMF_ALWAYS_INLINE bool mmf_word_is_possible(const struct mmf_header_shm *h, uint8_t tag)
{
    uint64_t shape = mmf_load(&h->shape);
    return MMF_LIKELY(!mmf_is_awaited(h)) && MMF_LIKELY(mmf_shape_tag(shape) == tag && mmf_guarded_ok(shape));
}

/* In a pass: the same, and nothing is to be cleaned up, which only a change under the lock does. */
static MMF_ALWAYS_INLINE bool mmf_word_may_pass(const mmf_ns *ns, const struct mmf_header_shm *h, uint8_t tag)
{
    return MMF_LIKELY(mmf_word_is_possible(h, tag)) && MMF_LIKELY(!__atomic_load_n(&ns->chores, __ATOMIC_RELAXED));
}

/* Under the lock, in the commonest case: it is free, nobody has a shared lock or waits for the container. */
static MMF_ALWAYS_INLINE struct mmf_header_shm *mmf_word_begin_locked(const mmf_ref *ref, uint8_t tag,
                                                                      enum mmf_operation operation)
{
    mmf_ns *ns = ref->ns;
    struct mmf_super_shm *super = mmf_super_of(ns);
    struct mmf_header_shm *h = mmf_ref_header(ref);
    uint32_t name = mmf_lock_name_at_once(ns);
    if (MMF_UNLIKELY(!name) || MMF_UNLIKELY(!mmf_lock_try(&super->lock, name)))
        return NULL;
    if (MMF_UNLIKELY(!mmf_log_begin(&ns->log)) || MMF_UNLIKELY(mmf_load(&super->shared)) ||
        MMF_UNLIKELY(!mmf_bias_bears_word(ns)) || MMF_UNLIKELY(!mmf_is_usable(ref, h)) ||
        MMF_UNLIKELY(!mmf_word_is_possible(h, tag))) {
        mmf_release(ns);
        return NULL;
    }
    mmf_store(&super->operation, mmf_halves(operation, MMF_HELD_OPERATION));
    return h;
}

/* *pass is NULL if it is under the lock. */
static MMF_ALWAYS_INLINE struct mmf_header_shm *mmf_word_begin(const mmf_ref *ref, uint8_t tag,
                                                               enum mmf_operation operation, uint64_t **pass)
{
    mmf_ns *ns = ref->ns;
    *pass = mmf_bias_enter(ns);
    if (!*pass)
        return mmf_word_begin_locked(ref, tag, operation);
    struct mmf_header_shm *h = mmf_ref_header(ref);
    if (MMF_LIKELY(mmf_is_usable(ref, h)) && MMF_LIKELY(mmf_word_may_pass(ns, h, tag)))
        return h;
    mmf_bias_leave(ns, *pass, false);
    return NULL;
}

/* Put the word that was computed from `old`; false: another has changed it since, `old` is what is there now (K7). */
static inline bool mmf_word_swap(mmf_ns *ns, const uint64_t *pass, uint64_t *word, uint64_t *old, uint64_t value)
{
    uint64_t bias = mmf_bias_look(ns);
    if (!mmf_bias_is_for(bias, mmf_bias_me(ns)) &&
        (pass || bias & MMF_BIAS_STATES)) /* revoked: somebody may still be in a pass */
        return mmf_compare_store(word, old, value);
    mmf_store_release(word, value); /* alone */
    return true;
}

/* The word has been stored. Under the lock its being counted ends the change. */
static MMF_ALWAYS_INLINE void mmf_word_end_locked(mmf_ns *ns)
{
    mmf_log_commit_word(&ns->log);
    if (MMF_UNLIKELY(mmf_load(&mmf_super_of(ns)->garbage) || __atomic_load_n(&ns->chores, __ATOMIC_RELAXED)))
        mmf_clean_up(ns);
    mmf_release(ns);
}

static MMF_ALWAYS_INLINE void mmf_word_end(mmf_ns *ns, uint64_t *pass)
{
    if (MMF_LIKELY(pass != NULL)) {
        mmf_bias_leave(ns, pass, true);
        return;
    }
    bool may_join = mmf_bias_count_word(ns);
    mmf_word_end_locked(ns);
    if (MMF_UNLIKELY(may_join))
        mmf_bias_join(ns);
}

/* It takes more than a word. true: the lock is held, the change goes on in the frame `w`, and what was found is still
 * so. false: nothing is held. */
static inline bool mmf_word_go_on(mmf_write *w, mmf_ns *ns, uint64_t *pass, struct mmf_header_shm *h)
{
    if (pass) {
        mmf_bias_leave(ns, pass, false);
        return false;
    }
    if (MMF_UNLIKELY(mmf_bias_check_change(ns) != MMF_OK)) {
        mmf_release(ns);
        return false;
    }
    *w = (mmf_write){.ns = ns, .tree = {&ns->log, &ns->handles, ns->orphans, ns->slot}, .header = h, .took_lock = true};
    return true;
}

#endif
