/* saving.c -- ns._save(), and the module's functions that load what it wrote. All of it without the GIL, waits for the
 * lock as everywhere. */
#include "saving.h"

#include <errno.h>

#include "errors.h"
#include "namespace_type.h"
#include "wait.h"

/* Copies before the last one: the second has only what changed during the first, so that little is left for the
 * third. */
#define COPIES 2

static void *raise_save(const Handle *self, mmf_status status, PyObject *path)
{
    if (status == MMF_INVALID)
        return PyErr_Format(PyExc_RuntimeError,
                            "namespace %R: inside a transaction there is nothing final to save; call save() after it",
                            self->ns->name);
    if (status == MMF_OS)
        return PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, path);
    return raise_status(self, status);
}

/* The last copy, while nobody writes. */
static mmf_status settle(const Handle *self, mmf_save *save, uint64_t fork_count)
{
    mmf_ns *ns = self->ref.ns;
    bool shares = !self->ns->identity.readonly;
    mmf_status status;
    wait w = WAIT_START;
    do {
        if (!namespace_same_process(self->ns, fork_count, "save")) {
            status = STATUS_RAISED;
            break;
        }
        PyThreadState *thread = PyEval_SaveThread();
        status = shares ? mmf_share(ns, 0) : MMF_OK;
        if (status == MMF_OK) {
            status = mmf_save_settle(save);
            int number = errno;
            if (shares)
                (void)mmf_unshare(ns); /* held: mmf_share() took it */
            errno = number;
        }
        PyEval_RestoreThread(thread);
    } while (wait_more(&w, self, &status));
    wait_end(&w, self);
    return status;
}

static mmf_status save_steps(const Handle *self, mmf_save *save, uint64_t fork_count, const char *name)
{
    mmf_status status = MMF_OK;
    PyThreadState *thread = PyEval_SaveThread();
    for (int i = 0; i < COPIES && status == MMF_OK; i++)
        status = mmf_save_copy(save);
    PyEval_RestoreThread(thread);
    if (status != MMF_OK || (status = settle(self, save, fork_count)) != MMF_OK)
        return status;
    thread = PyEval_SaveThread();
    status = mmf_save_finish(save, name);
    PyEval_RestoreThread(thread);
    return status;
}

PyObject *Namespace_meth_save(PyObject *object, PyObject *path)
{
    const Handle *self = (const Handle *)object;
    PyObject *path_bytes = NULL, *name = NULL;
    mmf_save *save;
    mmf_ns *ns;
    if (!PyUnicode_FSConverter(path, &path_bytes))
        return NULL;
    if (!(name = PyUnicode_EncodeFSDefault(self->ns->name)) || !handle_usable(self)) {
        Py_XDECREF(name);
        Py_DECREF(path_bytes);
        return NULL;
    }
    mmf_stay(ns = self->ref.ns);
    mmf_status status = mmf_save_begin(ns, PyBytes_AS_STRING(path_bytes), &save);
    if (status == MMF_OK) {
        uint64_t fork_count = mmf_fork_count();
        status = save_steps(self, save, fork_count, PyBytes_AS_STRING(name));
        int number = errno;
        if (LIKELY(fork_count == mmf_fork_count())) /* else it is the parent's, whose hidden file this would remove */
            mmf_save_end(save);
        errno = number;
    }
    if (status != MMF_OK)
        raise_save(self, status, path);
    mmf_stay_end(ns);
    Py_DECREF(name);
    Py_DECREF(path_bytes);
    return status == MMF_OK ? Py_NewRef(Py_None) : NULL;
}

PyObject *module_saved_name(PyObject *module, PyObject *args)
{
    PyObject *from, *from_bytes;
    int trust;
    char name[MMF_SAVED_NAME_ROOM];
    mmf_error error;
    if (!PyArg_ParseTuple(args, "Up:saved_name", &from, &trust) || !PyUnicode_FSConverter(from, &from_bytes))
        return NULL;
    mmf_status status = mmf_saved_name(PyBytes_AS_STRING(from_bytes), trust, name, &error);
    Py_DECREF(from_bytes);
    return status == MMF_OK ? PyUnicode_DecodeFSDefault(name)
                            : raise_open(PyModule_GetState(module), status, &error, from);
}

PyObject *module_load(PyObject *module, PyObject *args)
{
    PyObject *from, *path, *from_bytes, *path_bytes;
    int replace, trust;
    mmf_error error;
    if (!PyArg_ParseTuple(args, "UUpp:load", &from, &path, &replace, &trust) ||
        !PyUnicode_FSConverter(from, &from_bytes))
        return NULL;
    if (!PyUnicode_FSConverter(path, &path_bytes)) {
        Py_DECREF(from_bytes);
        return NULL;
    }
    mmf_load_options options = {PyBytes_AS_STRING(from_bytes), PyBytes_AS_STRING(path_bytes), replace, trust};
    PyThreadState *thread = PyEval_SaveThread();
    mmf_status status = mmf_load_saved(&options, &error);
    PyEval_RestoreThread(thread);
    if (status != MMF_OK)
        raise_open(PyModule_GetState(module), status, &error, error.about_new ? path : from);
    Py_DECREF(from_bytes);
    Py_DECREF(path_bytes);
    return status == MMF_OK ? Py_NewRef(Py_None) : NULL;
}
