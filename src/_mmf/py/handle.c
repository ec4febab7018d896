/* handle.c -- the life of handles: made, counted, invalidated by close(), deallocated.
 *
 * The core counts a process's handles by container, to know which deleted containers are still wanted. With a GIL,
 * close() gives all counts back and unmaps at once; the list of handles exists for that. Free-threaded, another thread
 * may be inside an operation, so close() only sets the flag, and each object gives back what is its own when it
 * goes. */
#include "handle.h"

#include "errors.h"

static void give_back_count(Handle *handle)
{
    mmf_handle_release(&handle->ref);
    handle->is_counted = false;
}

#ifdef Py_GIL_DISABLED

static void join(Handle *handle) { mmf_retain(handle->ref.ns); }

static void leave(Handle *handle)
{
    if (handle->is_counted)
        give_back_count(handle);
    mmf_close(handle->ref.ns);
}

void namespace_close(Namespace *ns) { __atomic_store_n(&ns->closed, true, __ATOMIC_RELAXED); }

static void finish_namespace(Namespace *ns) { mmf_close(ns->handle.ref.ns); }

/* Who is inside has a reference to it, which is enough. */
void namespace_enter(Namespace *ns, uint64_t fork_count) { (void)ns, (void)fork_count; }
void namespace_leave(Namespace *ns, uint64_t fork_count) { (void)ns, (void)fork_count; }

bool namespace_is_attached(const Namespace *ns)
{
    (void)ns; /* it gives the attachment back when it goes itself */
    return true;
}

#else

static void join(Handle *handle)
{
    if (!handle->is_counted)
        return;
    handle->previous = NULL;
    handle->next = handle->ns->handles;
    if (handle->next)
        handle->next->previous = handle;
    handle->ns->handles = handle;
}

static void leave(Handle *handle)
{
    if (!handle->is_counted) /* or close() has done it */
        return;
    if (handle->previous)
        handle->previous->next = handle->next;
    else
        handle->ns->handles = handle->next;
    if (handle->next)
        handle->next->previous = handle->previous;
    give_back_count(handle);
}

/* The last to go may have to wait for the device. Nobody is inside, and nobody enters what is closed. */
static void let_go(Namespace *ns)
{
    PyThreadState *thread = PyEval_SaveThread();
    mmf_close(ns->handle.ref.ns);
    PyEval_RestoreThread(thread);
}

static void count_for(Namespace *ns, uint64_t fork_count)
{
    if (UNLIKELY(ns->fork_count != fork_count))
        ns->inside = 0;
    ns->fork_count = fork_count;
}

void namespace_close(Namespace *ns)
{
    if (ns->closed)
        return;
    ns->closed = true;
    for (Handle *handle = ns->handles; handle; handle = handle->next)
        give_back_count(handle);
    ns->handles = NULL;
    count_for(ns, mmf_fork_count());
    if (!ns->inside)
        let_go(ns);
}

void namespace_enter(Namespace *ns, uint64_t fork_count)
{
    count_for(ns, fork_count);
    ns->inside++;
}

void namespace_leave(Namespace *ns, uint64_t fork_count)
{
    if (fork_count == ns->fork_count && --ns->inside == 0 && ns->closed)
        let_go(ns);
}

bool namespace_is_attached(const Namespace *ns) { return !ns->closed || ns->inside; }

static void finish_namespace(Namespace *ns) { namespace_close(ns); }

#endif

int handle_attach(Handle *handle, Namespace *ns, const mmf_ref *ref, bool counted)
{
    if (counted) {
        mmf_status status = mmf_handle_retain(ref);
        if (status != MMF_OK) {
            raise_status(&ns->handle, status);
            return -1;
        }
    }
    handle->is_counted = counted;
    handle->ref.ns = ref->ns; /* word by word, as it was made */
    handle->ref.off = ref->off;
    handle->ref.serial = ref->serial;
    handle->memo.seq = MMF_MEMO_NOTHING;
    handle->state = ns->handle.state;
    handle->ns = (Namespace *)Py_NewRef(ns);
    join(handle);
    return 0;
}

PyObject *handle_make(const Handle *from, uint8_t tag, const mmf_ref *ref)
{
    PyTypeObject *class = tag == MMF_TAG_DICT ? from->state->dict_class : from->state->list_class;
    Handle *handle = (Handle *)class->tp_alloc(class, 0);
    /* Allocating may have collected garbage, and so have run anything. */
    if (handle && (!handle_usable(from) || handle_attach(handle, from->ns, ref, true) < 0))
        Py_CLEAR(handle);
    return (PyObject *)handle;
}

int Handle_tp_traverse(PyObject *self, visitproc visit, void *arg)
{
    Handle *handle = (Handle *)self;
    Py_VISIT(Py_TYPE(self));
    if ((PyObject *)handle->ns != self)
        Py_VISIT(handle->ns);
    return 0;
}

void Handle_tp_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Handle *handle = (Handle *)self;
    PyObject_GC_UnTrack(self);
    if ((PyObject *)handle->ns == self) {
        Namespace *ns = (Namespace *)self;
        finish_namespace(ns);
    } else if (handle->ns) {
        leave(handle);
        Py_DECREF(handle->ns);
    }
    type->tp_free(self);
    Py_DECREF(type);
}

PyObject *Handle_tp_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    (void)args, (void)keywords;
    PyErr_Format(PyExc_TypeError,
                 "%.100s objects live in a namespace: get one by reading it, or from ns.dict(name) or "
                 "ns.list(name)",
                 type->tp_name);
    return NULL;
}

PyObject *Handle_get_namespace(PyObject *self, void *closure)
{
    (void)closure;
    return Py_NewRef(((Handle *)self)->ns);
}

PyObject *Handle_get_ident(PyObject *self, void *closure)
{
    (void)closure;
    const Handle *handle = (const Handle *)self;
    return Py_BuildValue("KK", (unsigned long long)handle->ref.off, (unsigned long long)handle->ref.serial);
}
