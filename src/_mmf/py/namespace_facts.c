/* namespace_facts.c -- what a Namespace tells about itself and its file. */
#include "decode.h"
#include "errors.h"
#include "namespace_type.h"
#include "wait.h"

/* ------------------------------------------------------------------ attributes; they can be read after close(), too */

#define GETTER(name, expression)                                 \
    static PyObject *get_##name(PyObject *object, void *closure) \
    {                                                            \
        const Namespace *self = (const Namespace *)object;       \
        (void)closure;                                           \
        return expression;                                       \
    }

GETTER(path, Py_NewRef(self->path))
GETTER(name, Py_NewRef(self->name))
GETTER(timeout, Py_NewRef(self->timeout))
GETTER(serializer, Py_NewRef(self->serializer_name))
GETTER(autolock, PyBool_FromLong(self->autolock))
GETTER(debug, PyBool_FromLong(self->debug))
GETTER(readonly, PyBool_FromLong(self->identity.readonly))
GETTER(closed, PyBool_FromLong(namespace_is_closed(self)))
GETTER(uuid, PyBytes_FromStringAndSize((const char *)self->identity.uuid, sizeof self->identity.uuid))
GETTER(size, PyLong_FromUnsignedLongLong(self->identity.size))
GETTER(max_size, self->identity.max_size ? PyLong_FromUnsignedLongLong(self->identity.max_size) : Py_NewRef(Py_None))
GETTER(mode, PyLong_FromUnsignedLong(self->identity.mode))
GETTER(reserved, PyLong_FromUnsignedLongLong(self->identity.reserved))
GETTER(held, PyBool_FromLong(!namespace_is_closed(self) && mmf_lock_held(self->handle.ref.ns)))

PyGetSetDef namespace_getset[] = {
    {"path", get_path, NULL, "The file.", NULL},
    {"name", get_name, NULL, "The name that messages show.", NULL},
    {"timeout", get_timeout, NULL, "Seconds that an operation waits for the lock, None for ever.", NULL},
    {"serializer", get_serializer, NULL, "What stores values that are not plain: 'pickle', 'json' or 'none'.", NULL},
    {"autolock", get_autolock, NULL, "As given to open().", NULL},
    {"debug", get_debug, NULL, "As given to open().", NULL},
    {"readonly", get_readonly, NULL, "True if this handle cannot change anything.", NULL},
    {"closed", get_closed, NULL, "True after close().", NULL},
    {"uuid", get_uuid, NULL, "The 16 bytes that tell this file from all others.", NULL},
    {"size", get_size, NULL, "Bytes of the file at its creation.", NULL},
    {"max_size", get_max_size, NULL, "Bytes that the file may grow to, None if there is no bound.", NULL},
    {"mode", get_mode, NULL, "Permission bits of the file at its creation.", NULL},
    {"reserved", get_reserved, NULL, "Bytes of address space that this process reserved for growth.", NULL},
    {"held", get_held, NULL,
     "True if this thread holds the lock, by itself or by a transaction; shared locks do not count.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

/* ------------------------------------------------------------------ stats */

static PyObject *recovery_as_dict(const mmf_recovery *r)
{
    return Py_BuildValue("{sK sK sI sI sI sI sI}", "when_ns", (unsigned long long)r->when_ns, "undone",
                         (unsigned long long)r->undone, "pid", (unsigned)r->pid, "by_pid", (unsigned)r->by_pid,
                         "operation", (unsigned)r->operation, "held", (unsigned)r->held, "thread", (unsigned)r->thread);
}

COLD bool namespace_tell_news(Namespace *self)
{
    mmf_ns *ns = self->handle.ref.ns;
    mmf_recovery recovery;
    bool told = true;
    mmf_stay(ns);
    while (told && mmf_take_news(ns, &recovery)) {
        PyObject *facts = recovery_as_dict(&recovery);
        PyObject *none = facts ? PyObject_CallMethod((PyObject *)self, "_log_recovery", "O", facts) : NULL;
        Py_XDECREF(facts);
        Py_XDECREF(none);
        told = none != NULL;
        if (!told && compat_is_finalizing()) { /* in a __del__(): nothing can be imported now; stats() tells of it */
            PyErr_Clear();
            told = true;
        }
    }
    mmf_stay_end(ns);
    return told;
}

static PyObject *recoveries_as_list(const mmf_stats *stats)
{
    uint32_t count = stats->recovery_count < MMF_RECOVERIES_KEPT ? stats->recovery_count : MMF_RECOVERIES_KEPT;
    PyObject *list = PyList_New(count);
    for (uint32_t i = 0; list && i < count; i++) {
        PyObject *dict = recovery_as_dict(&stats->recovery[i]);
        if (dict)
            PyList_SET_ITEM(list, i, dict);
        else
            Py_CLEAR(list);
    }
    return list;
}

PyObject *namespace_stats(PyObject *object, PyObject *unused)
{
    const Handle *self = (const Handle *)object;
    mmf_stats stats;
    mmf_status status;
    wait w = WAIT_START;
    (void)unused;
    if (!handle_usable(self))
        return NULL;
    do
        status = mmf_get_stats(self->ref.ns, &stats);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    if (status != MMF_OK)
        return raise_status(self, status);
    const struct {
        const char *name;
        uint64_t value;
    } numbers[] = {
        {"file_bytes", stats.file_bytes},     {"disk_bytes", stats.disk_bytes}, {"heap_bytes", stats.heap_bytes},
        {"free_bytes", stats.free_bytes},     {"commits", stats.commits},       {"containers", stats.containers},
        {"participants", stats.participants}, {"root_count", stats.root_count}, {"recoveries", stats.recoveries},
    };
    PyObject *list = recoveries_as_list(&stats);
    PyObject *dict = list ? Py_BuildValue("{sO}", "recovery", list) : NULL;
    Py_XDECREF(list);
    for (size_t i = 0; dict && i < Py_ARRAY_LENGTH(numbers); i++) {
        PyObject *number = PyLong_FromUnsignedLongLong(numbers[i].value);
        if (!number || PyDict_SetItemString(dict, numbers[i].name, number) < 0)
            Py_CLEAR(dict);
        Py_XDECREF(number);
    }
    return dict;
}

/* ------------------------------------------------------------------ blocks and variables */

PyObject *namespace_blocks(PyObject *object, PyObject *unused)
{
    const Handle *self = (const Handle *)object;
    mmf_blocks b;
    (void)unused;
    if (!handle_usable(self))
        return NULL;
    mmf_status status = mmf_get_blocks(self->ref.ns, &b);
    if (status == MMF_BUSY)
        Py_RETURN_NONE;
    if (status != MMF_OK)
        return raise_status(self, status);
    return Py_BuildValue("KKKKK", (unsigned long long)b.used_count, (unsigned long long)b.used_bytes,
                         (unsigned long long)b.free_count, (unsigned long long)b.free_bytes,
                         (unsigned long long)b.largest_free);
}

/* The next variable and its place; key->cell is that of its name. MMF_NOT_FOUND at the end. */
static mmf_status next_variable(const Handle *self, mmf_cursor *cursor, mmf_out *key, mmf_place *place)
{
    mmf_status status, found;
    do {
        wait w = WAIT_START;
        do
            status = mmf_dict_next(&self->ref, cursor, false, key, NULL);
        while (wait_more(&w, self, &status));
        if (status == MMF_OK)
            do
                found = mmf_dict_place(&self->ref, cursor, place);
            while (wait_more(&w, self, &found));
        wait_end(&w, self);
    } while (status == MMF_OK && found == MMF_NOT_FOUND); /* removed in between */
    return status == MMF_OK ? found : status;
}

static bool append_row(const Handle *self, PyObject *rows, mmf_out *key, const mmf_place *place)
{
    PyObject *name = decode_key(self, key);
    PyObject *length = place->length == MMF_NO_LENGTH ? Py_NewRef(Py_None) : PyLong_FromUnsignedLongLong(place->length);
    PyObject *row = name && length ? Py_BuildValue("OiKKO", name, place->tag, (unsigned long long)place->off,
                                                   (unsigned long long)place->bytes, length)
                                   : NULL;
    bool done = row && PyList_Append(rows, row) == 0;
    Py_XDECREF(row);
    Py_XDECREF(length);
    Py_XDECREF(name);
    return done;
}

PyObject *namespace_survey(PyObject *object, PyObject *most)
{
    const Handle *self = (const Handle *)object;
    Py_ssize_t limit = PyNumber_AsSsize_t(most, PyExc_OverflowError);
    unsigned long long counts[UINT8_MAX + 1] = {0}, bytes[UINT8_MAX + 1] = {0};
    mmf_cursor cursor = {.count = 0};
    mmf_place place;
    mmf_out key;
    mmf_status status = MMF_OK;
    if ((limit == -1 && PyErr_Occurred()) || !handle_usable(self))
        return NULL;
    PyObject *rows = PyList_New(0), *totals = rows ? PyDict_New() : NULL;
    bool good = totals;
    while (good && (good = handle_usable(self))) { /* making a row collects garbage, which may close it */
        decode_begin(&key);
        status = next_variable(self, &cursor, &key, &place);
        if (status != MMF_OK) {
            mmf_out_clear(&key);
            break;
        }
        counts[place.tag]++;
        bytes[place.tag] += place.bytes;
        if (PyList_GET_SIZE(rows) < limit)
            good = append_row(self, rows, &key, &place);
        else
            mmf_out_clear(&key);
        if (cursor.count % 65536 == 0 && PyErr_CheckSignals() < 0)
            good = false;
    }
    if (good && status != MMF_NOT_FOUND)
        good = raise_status(self, status);
    for (int tag = 0; good && tag <= UINT8_MAX; tag++) {
        PyObject *pair = counts[tag] ? Py_BuildValue("KK", counts[tag], bytes[tag]) : NULL;
        PyObject *number = pair ? PyLong_FromLong(tag) : NULL;
        good = !counts[tag] || (number && PyDict_SetItem(totals, number, pair) == 0);
        Py_XDECREF(number);
        Py_XDECREF(pair);
    }
    PyObject *result = good ? PyTuple_Pack(2, rows, totals) : NULL;
    Py_XDECREF(totals);
    Py_XDECREF(rows);
    return result;
}
