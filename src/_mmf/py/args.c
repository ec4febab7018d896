/* args.c -- counts of arguments, and the one keyword that add() and acquire() take. */
#include "args.h"

COLD bool args_raise_count(const char *name, Py_ssize_t given, Py_ssize_t least, Py_ssize_t most)
{
    Py_ssize_t bound = given < least ? least : most;
    PyErr_Format(PyExc_TypeError, "%s expected %s%zd argument%s, got %zd", name,
                 least == most   ? ""
                 : given < least ? "at least "
                                 : "at most ",
                 bound, bound == 1 ? "" : "s", given);
    return false;
}

bool args_last_keyword(const char *name, const char *keyword, PyObject *const *args, Py_ssize_t given, Py_ssize_t most,
                       PyObject *keywords, PyObject **value)
{
    Py_ssize_t named = keywords ? PyTuple_GET_SIZE(keywords) : 0;
    if (!args_count(name, given + named, most - 1, most))
        return false;
    if (named) {
        PyObject *found = PyTuple_GET_ITEM(keywords, 0);
        if (named > 1 || given != most - 1 || PyUnicode_CompareWithASCIIString(found, keyword) != 0) {
            PyErr_Format(PyExc_TypeError, "%s() got an unexpected keyword argument '%U'", name, found);
            return false;
        }
    }
    if (given + named == most)
        *value = args[most - 1];
    return true;
}

bool args_index(PyObject *object, Py_ssize_t *index)
{
    PyObject *number = PyNumber_Index(object);
    *index = number ? PyLong_AsSsize_t(number) : -1;
    Py_XDECREF(number);
    return *index != -1 || !PyErr_Occurred();
}
