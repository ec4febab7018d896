/* errors.c -- the one table from the core's statuses to exceptions, and the only place that raises for them. */
#include "errors.h"

#include <errno.h>
#include <string.h>

/* The classes, in the order of enum error_kind. */
static const struct {
    const char *name, *builtin, *doc;
} classes[ERROR_KINDS] = {
    {"MmfError", NULL, "Base of all errors that only mmfshare raises."},
    {"NamespaceNotFound", "FileNotFoundError",
     "There is no such namespace, and reuse=True or readonly=True forbids to make it."},
    {"NamespaceExists", "FileExistsError",
     "The namespace is there with another size, max_size or mode than asked for."},
    {"NamespaceFull", "MemoryError",
     "The value does not fit: max_size, the file system, the address space or the length that files may have is used "
     "up. Nothing was changed."},
    {"LockTimeout", "TimeoutError", "Another process or thread held the namespace's lock for the whole timeout."},
    {"StaleHandle", "ReferenceError", "What this handle named was deleted, or is of another namespace than it was."},
    {"CorruptNamespace", "ValueError", "The file is no namespace, is of another version, or failed a check."},
};

/* Exceptions of Python itself for what is no error of the namespace. */
enum { USE_TYPE = ERROR_KINDS, USE_VALUE, USE_RUNTIME, USE_OVERFLOW, USE_INDEX, USE_PERMISSION, USE_OS, USE_MEMORY };

typedef struct status_row {
    mmf_status status;
    int use;
    const char *text;   /* of an operation: after "namespace 'x': " */
    const char *advice; /* of an open: after what the core found, unless it gives its own behind a ';' */
} status_row;

static const status_row rows[] = {
    {MMF_BUSY, ERROR_TIMEOUT, "its lock is taken by another process or thread; try again, or with a longer timeout",
     NULL},
    {MMF_NOT_FOUND, ERROR_NOT_FOUND,
     "there is no such namespace; open it without reuse=True or readonly=True to create it",
     "open it without reuse=True or readonly=True to create it"},
    {MMF_EXISTS, ERROR_EXISTS,
     "it exists with other options; leave size, max_size and mode out to attach to it as it is",
     "leave size, max_size and mode out to attach to it as it is"},
    {MMF_FULL, ERROR_FULL, "it is full, nothing was changed; delete something", NULL},
    {MMF_NO_SPACE, ERROR_FULL,
     "its file system is full, or this process may not make files so long (ulimit -f), nothing was changed; make room "
     "there, or delete something",
     "make room on its file system, or raise the limit on the length of files (ulimit -f), or ask for a smaller size"},
    {MMF_STALE, ERROR_STALE, "what this handle named was deleted; get a new handle from the namespace", NULL},
    {MMF_CORRUPT, ERROR_CORRUPT, "its file is damaged; `python -m mmfshare verify` names what is wrong",
     "give another path or name, or put a sound file in its place"},
    {MMF_CUT, ERROR_CORRUPT,
     "its file was cut short while it is in use, so part of the data is gone; close it everywhere, and load a saved "
     "copy",
     "close it everywhere, and load a saved copy"},
    {MMF_REBOOTED, ERROR_CORRUPT,
     "the machine went down while it was in use; open it with accept_reboot=True, which verifies it first, or remove "
     "its file",
     NULL},
    {MMF_READONLY, USE_TYPE, "it is opened with readonly=True and cannot be changed", NULL},
    {MMF_NOT_HELD, USE_RUNTIME, "its lock is not held by this thread", NULL},
    {MMF_LOST, USE_RUNTIME,
     "its lock was taken from this process, as from a dead one, and what it had not committed is undone: other code "
     "has written to the file, or undone the process's proof of life, which is a mapping of the file",
     NULL},
    {MMF_HELD, USE_RUNTIME,
     "this thread holds its lock, so nobody could make the change that it waits for; give the lock back first", NULL},
    {MMF_SHARED, USE_RUNTIME,
     "this thread holds its lock shared, and nobody changes anything meanwhile; release it first, then lock it or "
     "write",
     NULL},
    {MMF_RANGE, USE_INDEX, "list index out of range", NULL},
    {MMF_KIND, USE_TYPE, "add() needs a float or an int of 64 bits there, and something else is stored", NULL},
    {MMF_OVERFLOW, USE_OVERFLOW, "the sum would leave the 64 bits that add() counts in; nothing was changed", NULL},
    {MMF_MOVED, USE_RUNTIME, "it was changed meanwhile", NULL},
    {MMF_CYCLE, USE_VALUE, "a container cannot be put inside itself", NULL},
    {MMF_INTERRUPTED, USE_RUNTIME, "the wait was interrupted", NULL},
    {MMF_DENIED, USE_PERMISSION, "its file could have been prepared by another user; pass trust=True if you trust them",
     "give the path of the file itself"},
    {MMF_INVALID, USE_VALUE, "the value is nested too deeply to be stored at once", NULL},
    {MMF_NOMEM, USE_MEMORY, "out of private memory", NULL},
    {MMF_OS, USE_OS, NULL, NULL},
};

static const status_row *find_row(mmf_status status)
{
    for (size_t i = 0; i < Py_ARRAY_LENGTH(rows); i++)
        if (rows[i].status == status)
            return &rows[i];
    Py_UNREACHABLE();
}

static PyObject *class_of(const module_state *state, int use)
{
    switch (use) {
    case USE_TYPE:
        return PyExc_TypeError;
    case USE_VALUE:
        return PyExc_ValueError;
    case USE_RUNTIME:
        return PyExc_RuntimeError;
    case USE_OVERFLOW:
        return PyExc_OverflowError;
    case USE_INDEX:
        return PyExc_IndexError;
    case USE_PERMISSION:
        return PyExc_PermissionError;
    case USE_OS:
        return PyExc_OSError;
    case USE_MEMORY:
        return PyExc_MemoryError;
    default: /* none are left once the interpreter has cleared the module */
        return state->errors[use] ? state->errors[use] : PyExc_RuntimeError;
    }
}

/* Set class(number, text, path), which the OSError family shows as "[Errno number] text: 'path'". */
static void raise_with_path(PyObject *class, int number, const char *text, PyObject *path)
{
    PyObject *arguments = Py_BuildValue("(iNO)", number, PyUnicode_DecodeLocale(text, "surrogateescape"), path);
    if (arguments)
        PyErr_SetObject(class, arguments);
    Py_XDECREF(arguments);
}

/* MMF_FULL of an operation, naming the limit that was hit. */
static void raise_full(const Handle *handle, PyObject *class)
{
    const mmf_identity *identity = &handle->ns->identity;
    if (identity->max_size && identity->max_size <= identity->reserved)
        PyErr_Format(class,
                     "namespace %R: there is no room within its max_size of %llu bytes, nothing was changed; delete "
                     "something, or recreate it with a larger max_size",
                     handle->ns->name, (unsigned long long)identity->max_size);
    else
        PyErr_Format(class,
                     "namespace %R: there is no room within the %llu bytes of address space that this process has for "
                     "it, nothing was changed; delete something, or allow the process more address space (ulimit -v)",
                     handle->ns->name, (unsigned long long)identity->reserved);
}

COLD void *raise_status(const Handle *handle, mmf_status status)
{
    if (status == STATUS_RAISED)
        return NULL;
    if (status == MMF_CORRUPT && !namespace_is_closed(handle->ns))
        status = mmf_doubt(handle->ref.ns);
    int number = errno;
    const status_row *row = find_row(status);
    PyObject *class = class_of(handle->state, row->use);
    if (status == MMF_OS)
        raise_with_path(class, number, strerror(number), handle->ns->path);
    else if (status == MMF_FULL)
        raise_full(handle, class);
    else
        PyErr_Format(class, "namespace %R: %s", handle->ns->name, row->text);
    return NULL;
}

COLD void *raise_open(module_state *state, mmf_status status, const mmf_error *error, PyObject *path)
{
    const status_row *row = find_row(status);
    PyObject *class = class_of(state, row->use);
    char text[sizeof error->what + 256];
    if (status == MMF_OS) {
        raise_with_path(class, error->os_errno, strerror(error->os_errno), path);
        return NULL;
    }
    bool needs_advice = error->what[0] && row->advice && !strchr(error->what, ';');
    snprintf(text, sizeof text, "%s%s%s", error->what[0] ? error->what : row->text, needs_advice ? "; " : "",
             needs_advice ? row->advice : "");
    if (row->use == ERROR_NOT_FOUND || row->use == ERROR_EXISTS || row->use == USE_PERMISSION)
        raise_with_path(class,
                        row->use == ERROR_NOT_FOUND ? ENOENT
                        : row->use == ERROR_EXISTS  ? EEXIST
                                                    : EACCES,
                        text, path);
    else
        PyErr_Format(class, "%S: %s", path, text);
    return NULL;
}

PyObject *describe_holder(const Handle *handle)
{
    uint32_t process, thread;
    if (!mmf_lock_holder(handle->ref.ns, &process, &thread))
        return PyUnicode_FromString("");
    return thread ? PyUnicode_FromFormat("; thread %u of process %u has it", thread, process)
                  : PyUnicode_FromFormat("; process %u has it", process);
}

COLD void *raise_timeout(const Handle *handle, int64_t ms)
{
    PyObject *seconds = PyFloat_FromDouble((double)ms / 1000), *holder = seconds ? describe_holder(handle) : NULL;
    if (holder)
        PyErr_Format(class_of(handle->state, ERROR_TIMEOUT), "namespace %R: %s%U (waited %S s)", handle->ns->name,
                     find_row(MMF_BUSY)->text, holder, seconds);
    Py_XDECREF(holder);
    Py_XDECREF(seconds);
    return NULL;
}

COLD void *raise_deleted(const Handle *handle, PyObject *key)
{
    PyErr_Format(class_of(handle->state, ERROR_STALE),
                 "namespace %R: its variable %R was deleted; set it, or ask for it by "
                 "ns.scalar() again",
                 handle->ns->name, key);
    return NULL;
}

COLD void *raise_corrupt(const Handle *handle, const char *what)
{
    PyErr_Format(class_of(handle->state, ERROR_CORRUPT), "namespace %R holds an ill-formed %s; %s", handle->ns->name,
                 what, find_row(MMF_CORRUPT)->text);
    return NULL;
}

COLD void *raise_closed(const Namespace *ns)
{
    PyErr_Format(PyExc_ValueError, "namespace %R is closed", ns->name);
    return NULL;
}

COLD void *raise_key(PyObject *key)
{
    PyObject *arguments = PyTuple_Pack(1, key);
    if (arguments)
        PyErr_SetObject(PyExc_KeyError, arguments);
    Py_XDECREF(arguments);
    return NULL;
}

COLD void note_item(PyObject *key, Py_ssize_t index)
{
    PyObject *kind, *value, *trace;
    if (PyErr_ExceptionMatches(PyExc_RecursionError) || PyErr_ExceptionMatches(PyExc_MemoryError))
        return; /* a note of each level would help nobody */
    PyErr_Fetch(&kind, &value, &trace);
    PyErr_NormalizeException(&kind, &value, &trace);
    PyObject *text = key ? PyUnicode_FromFormat("when storing dict item %R", key)
                         : PyUnicode_FromFormat("when storing list item %zd", index);
    PyObject *none = text ? PyObject_CallMethod(value, "add_note", "O", text) : NULL;
    if (!none)
        PyErr_Clear();
    Py_XDECREF(none);
    Py_XDECREF(text);
    PyErr_Restore(kind, value, trace);
}

/* ------------------------------------------------------------------ the classes */

static PyObject *bases_of(const module_state *state, const char *builtin)
{
    if (!builtin)
        return Py_NewRef(PyExc_Exception);
    PyObject *builtins = PyImport_ImportModule("builtins");
    PyObject *base = builtins ? PyObject_GetAttrString(builtins, builtin) : NULL;
    PyObject *bases = base ? PyTuple_Pack(2, state->errors[ERROR_BASE], base) : NULL;
    Py_XDECREF(base);
    Py_XDECREF(builtins);
    return bases;
}

int errors_add(PyObject *module, module_state *state)
{
    for (int i = 0; i < ERROR_KINDS; i++) {
        char name[64];
        snprintf(name, sizeof name, "mmfshare.%s", classes[i].name);
        PyObject *bases = bases_of(state, classes[i].builtin);
        if (bases)
            state->errors[i] = PyErr_NewExceptionWithDoc(name, classes[i].doc, bases, NULL);
        Py_XDECREF(bases);
        if (!state->errors[i] || PyModule_AddObjectRef(module, classes[i].name, state->errors[i]) < 0)
            return -1;
    }
    return 0;
}
