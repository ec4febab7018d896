/* namespace_type.c -- _mmf.Namespace: transactions, and what concerns the whole file. It is a Dict on its root. */
#include "namespace_type.h"

#include <errno.h>

#include "args.h"
#include "compacting.h"
#include "encode.h"
#include "errors.h"
#include "lock_guard.h"
#include "saving.h"
#include "wait.h"

static void Namespace_tp_dealloc(PyObject *object)
{
    Namespace *self = (Namespace *)object;
    PyObject_GC_UnTrack(object);
    Py_CLEAR(self->path);
    Py_CLEAR(self->name);
    Py_CLEAR(self->timeout);
    Py_CLEAR(self->serializer_name);
    Handle_tp_dealloc(object);
}

/* None, or the exception. */
static PyObject *answer(const Handle *self, mmf_status status)
{
    return status == MMF_OK ? Py_NewRef(Py_None) : raise_status(self, status);
}

/* ------------------------------------------------------------------ lock and transactions */

static PyObject *Namespace_meth_take_recovered(PyObject *object, PyObject *unused)
{
    const Handle *self = (const Handle *)object;
    (void)unused;
    return handle_usable(self) ? PyBool_FromLong(mmf_take_recovered(self->ref.ns)) : NULL;
}

/* ------------------------------------------------------------------ the whole file */

bool namespace_same_process(const Namespace *self, uint64_t fork_count, const char *method)
{
    if (LIKELY(fork_count == mmf_fork_count()))
        return true;
    PyErr_Format(PyExc_RuntimeError, "namespace %R: this process was forked inside %s(), which its parent goes on with",
                 self->name, method);
    return false;
}

static PyObject *Namespace_meth_close(PyObject *object, PyObject *unused)
{
    Namespace *self = (Namespace *)object;
    (void)unused;
    if (!namespace_is_closed(self) && mmf_has_news(self->handle.ref.ns) && !namespace_tell_news(self))
        return NULL; /* it was the last time that it could be told */
    namespace_close(self);
    Py_RETURN_NONE;
}

static PyObject *Namespace_meth_destroy(PyObject *object, PyObject *unused)
{
    const Handle *self = (const Handle *)object;
    (void)unused;
    if (!handle_usable(self))
        return NULL;
    PyObject *path = PyUnicode_EncodeFSDefault(self->ns->path);
    if (!path)
        return NULL;
    mmf_status status = mmf_destroy(self->ref.ns, PyBytes_AS_STRING(path));
    Py_DECREF(path);
    return answer(self, status == MMF_NOT_FOUND ? MMF_OK : status); /* the name is gone already, or another file's */
}

static PyObject *Namespace_meth_sync(PyObject *object, PyObject *unused)
{
    const Handle *self = (const Handle *)object;
    mmf_ns *ns = self->ref.ns;
    mmf_status status;
    (void)unused;
    if (!handle_usable(self))
        return NULL;
    mmf_stay(ns);
    PyThreadState *thread = PyEval_SaveThread();
    status = mmf_sync(ns);
    PyEval_RestoreThread(thread);
    int number = errno;
    mmf_stay_end(ns);
    errno = number;
    return answer(self, status);
}

static PyObject *Namespace_meth_verify(PyObject *object, PyObject *unused)
{
    const Handle *self = (const Handle *)object;
    mmf_ns *ns = self->ref.ns;
    char what[256] = "";
    mmf_status status;
    wait w = WAIT_START;
    (void)unused;
    if (!handle_usable(self))
        return NULL;
    mmf_stay(ns); /* another thread may close the namespace meanwhile */
    do {
        PyThreadState *thread = PyEval_SaveThread();
        status = mmf_verify(ns, what, sizeof what);
        PyEval_RestoreThread(thread);
    } while (wait_more(&w, self, &status));
    wait_end(&w, self);
    int number = errno;
    mmf_stay_end(ns);
    errno = number;
    if (status == MMF_INVALID)
        return PyErr_Format(PyExc_RuntimeError,
                            "namespace %R: inside a transaction there is nothing final to verify; call verify() "
                            "after it",
                            self->ns->name);
    if (status != MMF_CORRUPT)
        return answer(self, status);
    PyErr_Format(self->state->errors[ERROR_CORRUPT], "namespace %R: its file is damaged: %s", self->ns->name, what);
    return NULL;
}

static PyObject *Namespace_meth_stamp(PyObject *object, PyObject *unused)
{
    const Handle *self = (const Handle *)object;
    uint64_t stamp;
    mmf_status status;
    wait w = WAIT_START;
    (void)unused;
    if (!handle_usable(self))
        return NULL;
    do
        status = mmf_stamp(self->ref.ns, &stamp);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    return status == MMF_OK ? PyLong_FromUnsignedLongLong(stamp) : raise_status(self, status);
}

/* ------------------------------------------------------------------ handles */

static PyObject *Namespace_meth_attach(PyObject *object, PyObject *args)
{
    const Handle *self = (const Handle *)object;
    PyObject *kind;
    unsigned long long off, serial;
    mmf_ref ref;
    mmf_status status;
    wait w = WAIT_START;
    if (!PyArg_ParseTuple(args, "UKK:_attach", &kind, &off, &serial) || !handle_usable(self))
        return NULL;
    bool is_dict = PyUnicode_CompareWithASCIIString(kind, "dict") == 0;
    if (!is_dict && PyUnicode_CompareWithASCIIString(kind, "list") != 0)
        return PyErr_Format(PyExc_ValueError, "a container is a 'dict' or a 'list', not %R", kind);
    uint8_t tag = is_dict ? MMF_TAG_DICT : MMF_TAG_LIST;
    do
        status = mmf_ref_find(self->ref.ns, off, serial, tag, &ref);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    /* Who receives a handle on what has been deleted meanwhile is told where he uses it: an error while a task is
     * unpickled never reaches the one who waits for its result. */
    return status == MMF_OK || status == MMF_STALE ? handle_make(self, tag, &ref) : raise_status(self, status);
}

static PyObject *move_to_key(const Handle *source, const Handle *dict, PyObject *key)
{
    encoder e;
    mmf_key k;
    mmf_status status;
    wait w = WAIT_START;
    if (!encode_pair(&e, dict, key, &k, NULL, NULL))
        return NULL;
    do
        status = mmf_move_to_key(&source->ref, &dict->ref, &k);
    while (wait_more(&w, dict, &status));
    wait_end(&w, dict);
    PyObject *none = answer(dict, status);
    encoder_clear(&e);
    return none;
}

static PyObject *move_to_index(const Handle *source, const Handle *list, PyObject *object)
{
    Py_ssize_t index = PyNumber_AsSsize_t(object, PyExc_IndexError);
    mmf_status status;
    wait w = WAIT_START;
    if ((index == -1 && PyErr_Occurred()) || !handle_usable(list))
        return NULL;
    do
        status = mmf_move_to_index(&source->ref, &list->ref, index);
    while (wait_more(&w, list, &status));
    wait_end(&w, list);
    return answer(list, status);
}

static PyObject *Namespace_meth_move(PyObject *object, PyObject *args)
{
    const Handle *self = (const Handle *)object;
    const module_state *state = self->state;
    PyObject *source, *target, *place;
    if (!PyArg_ParseTuple(args, "OOO:_move", &source, &target, &place) || !handle_usable(self))
        return NULL;
    bool to_dict = PyObject_TypeCheck(target, state->dict_type);
    if ((!PyObject_TypeCheck(source, state->dict_type) && !PyObject_TypeCheck(source, state->list_type)) ||
        (!to_dict && !PyObject_TypeCheck(target, state->list_type)))
        return PyErr_Format(PyExc_TypeError,
                            "a shared dict or list is moved into a shared dict or list, not a %.100s into a %.100s",
                            Py_TYPE(source)->tp_name, Py_TYPE(target)->tp_name);
    const Handle *from = (const Handle *)source, *to = (const Handle *)target;
    if (!handle_usable(from) || !handle_usable(to))
        return NULL;
    if (from->ref.ns != self->ref.ns || to->ref.ns != self->ref.ns)
        return PyErr_Format(PyExc_ValueError,
                            "namespace %R: only its own containers can be moved, and only inside it; "
                            "assign to copy",
                            self->ns->name);
    return to_dict ? move_to_key(from, to, place) : move_to_index(from, to, place);
}

/* ------------------------------------------------------------------ the type */

static PyMethodDef namespace_methods[] = {
    {"lock", (PyCFunction)(void (*)(void))namespace_lock, METH_FASTCALL | METH_KEYWORDS,
     PyDoc_STR("lock($self, /, timeout=..., *, shared=False)\n--\n\n"
               "Take the namespace's lock and return the guard that gives it back: `with ns.lock(timeout=5): ...`\n\n"
               "While a thread has it, no other thread or process reads or writes the namespace. It nests.\n\n"
               "timeout: seconds to wait; 0 tries once, None waits for ever, by default the namespace's own.\n"
               "    LockTimeout when not got in time.\n"
               "shared: any number of threads and processes have it at once; nobody writes meanwhile, and all read. A\n"
               "    thread that has only shared ones gets RuntimeError from every write and from lock(): release them\n"
               "    first. Inside its own lock() it is one more of that. A writer that waits lets no new sharers in.")},
    {"acquire", (PyCFunction)(void (*)(void))namespace_acquire, METH_FASTCALL | METH_KEYWORDS,
     PyDoc_STR("acquire($self, /, timeout=..., *, shared=False)\n--\n\n"
               "Take the namespace's lock as lock() does; True when got, False when not got within timeout seconds.\n\n"
               "It may be taken again by the same thread, and is free after as many releases.")},
    {"release", namespace_release, METH_NOARGS,
     PyDoc_STR("release($self, /)\n--\n\n"
               "Give the lock back. RuntimeError if this thread does not hold it, as in a forked child, or only a\n"
               "transaction of its does.")},
    {"unlock", namespace_release, METH_NOARGS,
     PyDoc_STR("unlock($self, /)\n--\n\n"
               "Give the lock back. RuntimeError if this thread does not hold it, as in a forked child, or only a\n"
               "transaction of its does.")},
    {"take_recovered", Namespace_meth_take_recovered, METH_NOARGS,
     PyDoc_STR("take_recovered($self, /)\n--\n\nTrue once, for the first holder of the lock after a holder died.")},
    {"transaction", (PyCFunction)(void (*)(void))namespace_transaction, METH_FASTCALL | METH_KEYWORDS,
     PyDoc_STR("transaction($self, /, timeout=...)\n--\n\n"
               "All or nothing: `with ns.transaction(): ...` undoes every change in it when an exception leaves it.\n\n"
               "It holds the lock from entering to leaving, and others see nothing of it before the end. Inside\n"
               "another transaction it is a savepoint. timeout and LockTimeout as in lock(), when it is entered.")},
    {"close", Namespace_meth_close, METH_NOARGS,
     PyDoc_STR("close($self, /)\n--\n\nDetach; every handle of this namespace raises ValueError from now on. The data "
               "stays. On an interpreter without a GIL, memory and locks are given back when the last object of "
               "the namespace is gone.")},
    {"destroy", Namespace_meth_destroy, METH_NOARGS,
     PyDoc_STR(
         "destroy($self, /)\n--\n\nRemove the file's name. Who is attached keeps the data; new opens create anew.")},
    {"sync", Namespace_meth_sync, METH_NOARGS,
     PyDoc_STR(
         "sync($self, /)\n--\n\nHave the file's bytes on the device when this returns.\n\n"
         "That holds against the death of the machine only as long as nothing is written after it; a copy by save() "
         "holds whatever is written. CorruptNamespace if the file was cut short; OSError.")},
    {"_compact", Namespace_meth_compact, METH_O,
     PyDoc_STR("Give free pages back; waits so many seconds for readers. (bytes given back, bytes not yet).")},
    {"_save", Namespace_meth_save, METH_O, PyDoc_STR("Write a copy of one instant to the file of that path.")},
    {"verify", Namespace_meth_verify, METH_NOARGS,
     PyDoc_STR("verify($self, /)\n--\n\nProve every invariant of the file. CorruptNamespace names the first one that "
               "is broken.\n\nRuntimeError inside a transaction of this thread; LockTimeout.")},
    {"_stats", namespace_stats, METH_NOARGS, PyDoc_STR("Figures of the moment, as a dict.")},
    {"_blocks", namespace_blocks, METH_NOARGS,
     PyDoc_STR("Counts and bytes of the heap's used and free blocks, bytes of the largest free one; None: it moves.")},
    {"_survey", namespace_survey, METH_O,
     PyDoc_STR("At most so many (key, tag, offset, bytes, length), and count and bytes of all by tag.")},
    {"_stamp", Namespace_meth_stamp, METH_NOARGS, PyDoc_STR("A number that changes with every commit.")},
    {"_attach", Namespace_meth_attach, METH_VARARGS,
     PyDoc_STR("A handle on the 'dict' or 'list' with this offset and serial, whether it is there or not.")},
    {"_move", Namespace_meth_move, METH_VARARGS,
     PyDoc_STR("Move a container to a key of a dict or to an index of a list.")},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot namespace_slots[] = {
    {Py_tp_doc, "A dict that lives in a file: the root of all that is stored there."},
    {Py_tp_new, Namespace_tp_new},
    {Py_tp_dealloc, Namespace_tp_dealloc},
    {Py_tp_traverse, Handle_tp_traverse},
    {Py_tp_methods, namespace_methods},
    {Py_tp_getset, namespace_getset},
    {0, NULL},
};
PyType_Spec namespace_spec = {
    .name = "mmfshare._mmf.Namespace",
    .basicsize = sizeof(Namespace),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .slots = namespace_slots,
};
