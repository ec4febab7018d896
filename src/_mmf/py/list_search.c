/* list_search.c -- a value's place in a list: `in`, index(), remove(); and blocks of items for comparing lists.
 *
 * Items are copied, block by block, and compared while nothing is held, since comparing runs Python code. All blocks
 * are to be of one instant: if something moved between two of them, the search begins again, on one copy of all. */
#include "args.h"
#include "decode.h"
#include "errors.h"
#include "list_type.h"
#include "wait.h"

#define BLOCK 1024 /* items */
#define FIRST 16   /* those of the first block: what is looked for is often among the first, and copying costs */
#define ROOM 1024  /* bytes on the stack, for short lists */

typedef struct part {
    Py_ssize_t start, stop; /* in: as a slice has them. Out: indices within the list */
    Py_ssize_t most;        /* items to copy */
    Py_ssize_t count;       /* result: items copied, from `start` on */
    uint64_t stamp;         /* result: of the instant */
} part;

/* One try. MMF_BUSY also when the list has got another length between asking for it and copying. */
static mmf_status copy_part(const mmf_ref *list, part *p, mmf_buffer *buffer)
{
    uint64_t length;
    Py_ssize_t start = p->start, stop = p->stop;
    mmf_status status = mmf_list_len(list, &length);
    if (status != MMF_OK)
        return status;
    Py_ssize_t there = PySlice_AdjustIndices((Py_ssize_t)length, &start, &stop, 1);
    p->count = there < p->most ? there : p->most;
    status = mmf_list_export(list, length, start, 1, (uint64_t)p->count, buffer, &p->stamp);
    if (status == MMF_OK) {
        p->start = start;
        p->stop = start + there;
    }
    return status == MMF_RANGE ? MMF_BUSY : status;
}

/* A plain list. */
static PyObject *read_part(const Handle *self, part *p)
{
    _Alignas(16) unsigned char room[ROOM];
    mmf_buffer buffer;
    mmf_status status;
    wait w = WAIT_START;
    if (!handle_usable(self))
        return NULL;
    mmf_buffer_lend(&buffer, room, sizeof room);
    do
        status = copy_part(&self->ref, p, &buffer);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    PyObject *list = status == MMF_OK ? decode_values(self, &buffer, p->count) : raise_status(self, status);
    mmf_buffer_clear(&buffer);
    return list;
}

/* Steals the list, which is nobody else's. 1: found, at *place in it; 0; -1: exception. */
static int find_in(PyObject *list, PyObject *value, Py_ssize_t *place)
{
    int found = list ? 0 : -1;
    for (Py_ssize_t i = 0; !found && i < PyList_GET_SIZE(list); i++) {
        PyObject *item = Py_NewRef(PyList_GET_ITEM(list, i));
        found = PyObject_RichCompareBool(item, value, Py_EQ);
        Py_DECREF(item);
        *place = i;
    }
    Py_XDECREF(list);
    return found;
}

/* Between start and stop, as a slice has them: 1: found, at *place, in the instant of *stamp; 0; -1: exception. */
static int find(const Handle *self, PyObject *value, Py_ssize_t start, Py_ssize_t stop, Py_ssize_t *place,
                uint64_t *stamp)
{
    part p = {.start = start, .stop = stop, .most = FIRST};
    *place = 0;
    int found = find_in(read_part(self, &p), value, place);
    *stamp = p.stamp;
    while (!found && p.start + p.count < p.stop) {
        p.start += p.count;
        p.most = p.most * 8 < BLOCK ? p.most * 8 : BLOCK;
        PyObject *list = read_part(self, &p);
        if (list && p.stamp != *stamp) {
            Py_DECREF(list);
            p = (part){.start = start, .stop = stop, .most = PY_SSIZE_T_MAX};
            list = read_part(self, &p);
            *stamp = p.stamp;
        }
        found = find_in(list, value, place);
    }
    *place += p.start;
    return found;
}

int list_sq_contains(PyObject *self, PyObject *value)
{
    Py_ssize_t place;
    uint64_t stamp;
    return find((const Handle *)self, value, 0, PY_SSIZE_T_MAX, &place, &stamp);
}

/* A bound, as list.index() takes it. */
static bool bound_of(PyObject *object, Py_ssize_t *bound)
{
    if (!PyIndex_Check(object)) {
        PyErr_SetString(PyExc_TypeError, "slice indices must be integers or have an __index__ method");
        return false;
    }
    *bound = PyNumber_AsSsize_t(object, NULL);
    return *bound != -1 || !PyErr_Occurred();
}

PyObject *list_find(PyObject *self, PyObject *const *args, Py_ssize_t given)
{
    Py_ssize_t start = 0, stop = PY_SSIZE_T_MAX, place;
    uint64_t stamp;
    if (!args_count("index", given, 1, 3) || (given > 1 && !bound_of(args[1], &start)) ||
        (given > 2 && !bound_of(args[2], &stop)))
        return NULL;
    int found = find((const Handle *)self, args[0], start, stop, &place, &stamp);
    if (found <= 0)
        return found < 0 ? NULL : Py_NewRef(Py_None);
    return Py_BuildValue("nK", place, (unsigned long long)stamp);
}

PyObject *list_block(PyObject *self, PyObject *const *args, Py_ssize_t given)
{
    part p = {.stop = PY_SSIZE_T_MAX};
    if (!args_count("_block", given, 2, 2) || !args_index(args[0], &p.start) || !args_index(args[1], &p.most))
        return NULL;
    PyObject *list = read_part((const Handle *)self, &p);
    return list ? Py_BuildValue("NK", list, (unsigned long long)p.stamp) : NULL;
}

/* ------------------------------------------------------------------ removing what was found */

static mmf_status remove_if(const mmf_ref *list, Py_ssize_t index, uint64_t stamp)
{
    uint64_t now;
    mmf_status status = mmf_lock(list->ns, 0, false);
    if (status != MMF_OK)
        return status;
    status = mmf_stamp(list->ns, &now);
    if (status == MMF_OK)
        status = now == stamp ? mmf_list_remove(list, index, NULL) : MMF_MOVED;
    (void)mmf_unlock(list->ns, false);
    return status;
}

PyObject *list_remove_at(PyObject *object, PyObject *const *args, Py_ssize_t given)
{
    const Handle *self = (const Handle *)object;
    Py_ssize_t index;
    uint64_t stamp;
    mmf_status status;
    wait w = WAIT_START;
    if (!args_count("_remove_at", given, 2, 2) || !args_index(args[0], &index) || !list_stamp_of(args[1], &stamp) ||
        !handle_usable(self))
        return NULL;
    do
        status = remove_if(&self->ref, index, stamp);
    while (wait_more(&w, self, &status));
    wait_end(&w, self);
    if (status == MMF_OK || status == MMF_MOVED)
        return PyBool_FromLong(status == MMF_OK);
    return raise_status(self, status);
}
