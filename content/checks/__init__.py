"""What is doubtful in a translation, told without a model. It may import `text` and `episode`.

One module a kind of doubt; `checking` asks them all. Each is written to be silent on sound prose: a doubt that is
wrong too often is not read any more.
"""
