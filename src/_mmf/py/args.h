/* args.h -- arguments of METH_FASTCALL methods. */
#ifndef PY_ARGS_H
#define PY_ARGS_H

#include "compat.h"

/* TypeError with the words of CPython's own methods. */
bool args_raise_count(const char *name, Py_ssize_t given, Py_ssize_t least, Py_ssize_t most);

static ALWAYS_INLINE bool args_count(const char *name, Py_ssize_t given, Py_ssize_t least, Py_ssize_t most)
{
    return LIKELY(given >= least && given <= most) || args_raise_count(name, given, least, most);
}

/* The last positional parameter of `name`, which may also be given by keyword: into *value, untouched if it is not
 * given. */
bool args_last_keyword(const char *name, const char *keyword, PyObject *const *args, Py_ssize_t given, Py_ssize_t most,
                       PyObject *keywords, PyObject **value);

/* An index argument, as list.pop() and list.insert() read it: TypeError, OverflowError. */
bool args_index(PyObject *object, Py_ssize_t *index);

#endif
