/* memo.h -- the texts of short dict keys that were decoded last, since keys of records come again and again: a text
 * that is found here is neither made nor hashed anew. json's decoder keeps such a memo of the keys of one document.
 *
 * A cell is the same text for ever, so nothing here is ever stale. Without a GIL there is no memo. */
#ifndef PY_MEMO_H
#define PY_MEMO_H

#include "module.h"

#include "../core/cell.h"

static inline memo_slot *memo_slot_of(module_state *state, mmf_cell c)
{
    return &state->memo[((c.w0 >> 8 ^ c.w1) * UINT64_C(0x9e3779b97f4a7c15)) >> (64 - MEMO_LOG2)];
}

/* The text that a cell is known to be, borrowed; or NULL. */
static ALWAYS_INLINE PyObject *memo_find(module_state *state, mmf_cell c)
{
#ifdef Py_GIL_DISABLED
    (void)state, (void)c;
    return NULL;
#else
    memo_slot *slot = memo_slot_of(state, c);
    return LIKELY(slot->w0 == c.w0 && slot->w1 == c.w1) ? slot->text : NULL;
#endif
}

static inline void memo_keep(module_state *state, mmf_cell c, PyObject *text)
{
#ifdef Py_GIL_DISABLED
    (void)state, (void)c, (void)text;
#else
    memo_slot *slot = memo_slot_of(state, c);
    PyObject *old = slot->text;
    *slot = (memo_slot){c.w0, c.w1, Py_NewRef(text)};
    Py_XDECREF(old); /* an exact str: runs no code */
#endif
}

#endif
