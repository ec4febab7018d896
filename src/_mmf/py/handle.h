/* handle.h -- what Dict, List, Scalar and Namespace objects have in common: they name something in a namespace.
 *
 * H1  A handle has a strong reference to its Namespace, which is a handle itself and has none to itself.
 * H2  handle->ref.ns may be touched only while handle->ns->closed is false, or while the attachment is retained.
 *     With a GIL, close() cannot come between the check and an operation. Without one, each handle retains the
 *     attachment until it is deallocated, so that it outlives every operation on it.
 * H3  After anything that may run Python code (encoding, allocating, a wait), `closed` is to be checked again. */
#ifndef PY_HANDLE_H
#define PY_HANDLE_H

#include "module.h"

#include "../core/mmf.h"

typedef struct Namespace Namespace;

typedef struct Handle {
    PyObject_HEAD mmf_ref ref;
    mmf_memo memo; /* of a dict */
    Namespace *ns;
    module_state *state;
    /* Counted handles of an open namespace are in its list, so that close() can give back their counts. */
    struct Handle *previous, *next;
    bool is_counted;
} Handle;

enum serializer { SERIALIZER_PICKLE, SERIALIZER_JSON, SERIALIZER_NONE };

#define FOR_EVER INT64_MAX

struct Namespace {
    Handle handle; /* on the root dict */
    bool closed;   /* atomic */
    Handle *handles;
    unsigned inside;     /* `with` statements that have yet to give its lock back: see namespace_enter() */
    uint64_t fork_count; /* of the process whose they are */
    mmf_identity identity;
    int64_t timeout_ms; /* or FOR_EVER */
    enum serializer serializer;
    PyObject *path, *name, *timeout, *serializer_name;
    char autolock, debug; /* as the caller gave them */
};

void *raise_closed(const Namespace *ns); /* always NULL */

static ALWAYS_INLINE bool namespace_is_closed(const Namespace *ns)
{
    return __atomic_load_n(&ns->closed, __ATOMIC_RELAXED);
}

/* False, and ValueError, when the namespace is closed. */
static ALWAYS_INLINE bool handle_usable(const Handle *handle)
{
    if (LIKELY(!namespace_is_closed(handle->ns)))
        return true;
    raise_closed(handle->ns);
    return false;
}

/* A new object of the registered class for a container of the same namespace. */
PyObject *handle_make(const Handle *from, uint8_t tag, const mmf_ref *ref);

/* Make a freshly allocated object a handle. `counted`: on a container other than the root. */
int handle_attach(Handle *handle, Namespace *ns, const mmf_ref *ref, bool counted);

/* close(): no handle of it may be used any more. Returns at once when it is closed already. */
void namespace_close(Namespace *ns);

/* From entering a `with` statement that holds the lock to leaving it the attachment stays, closed or not: leaving must
 * give the lock back, also where another handle keeps the attachment alive and close() lets go of nothing. In a forked
 * child nobody has the lock that was taken before, and threads that had entered never leave, so what was entered under
 * another mmf_fork_count() counts no more. */
void namespace_enter(Namespace *ns, uint64_t fork_count);
void namespace_leave(Namespace *ns, uint64_t fork_count);
bool namespace_is_attached(const Namespace *ns); /* always until close(); then as long as somebody is inside */

/* Slots that all of them share. No tp_clear: cycles through a handle are broken at what a subclass adds, and the
 * reference to the namespace must hold as long as the object can be used. */
int Handle_tp_traverse(PyObject *self, visitproc visit, void *arg);
void Handle_tp_dealloc(PyObject *self);
PyObject *Handle_tp_new(PyTypeObject *type, PyObject *args, PyObject *keywords); /* always TypeError */
PyObject *Handle_get_namespace(PyObject *self, void *closure);
PyObject *Handle_get_ident(PyObject *self, void *closure); /* (offset, serial) */

#endif
