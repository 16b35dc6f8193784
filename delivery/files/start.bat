@echo off
rem ASCII only, lines end with CR LF: what is said in Chinese stands in UTF-8 files or in code points.
setlocal DisableDelayedExpansion
chcp 65001 >nul
title Clinic QC
if not exist "%~dp0program\starter\check.py" goto notunpacked
set "QC_STARTED_IN=%CD%"
pushd "%~dp0"
set "PYTHONPATH="
set "PYTHONHOME="
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "PYTHON="
set "SAY="
call :find
if defined PYTHON goto run
set "SAY=--say"
call :find
type "program\no-python.txt"
set "CODE=3"
goto end

:run
call %PYTHON% -I -X utf8 "program\starter" %*
set "CODE=%errorlevel%"
goto end

:end
popd
if not "%CODE%"=="0" pause
exit /b %CODE%

:notunpacked
echo Unpack the whole zip first, then start from the unpacked folder.
powershell -NoProfile -Command "Write-Host ([regex]::Unescape('\u8bf7\u5148\u628a\u6574\u4e2a zip \u89e3\u538b\u7f29\uff08\u53f3\u952e\uff1a\u5168\u90e8\u63d0\u53d6\uff09\uff0c\u518d\u5728\u89e3\u538b\u51fa\u6765\u7684\u6587\u4ef6\u5939\u91cc\u53cc\u51fb\u542f\u52a8\u3002'))"
pause
exit /b 3

:find
call :try "%~dp0python\python.exe"
call :try py -3.13
call :try py -3.12
call :try py -3.11
call :try "%LocalAppData%\Programs\Python\Python313\python.exe"
call :try "%LocalAppData%\Programs\Python\Python312\python.exe"
call :try "%LocalAppData%\Programs\Python\Python311\python.exe"
call :try "%ProgramFiles%\Python313\python.exe"
call :try "%ProgramFiles%\Python312\python.exe"
call :try "%ProgramFiles%\Python311\python.exe"
call :try python
call :try python3
exit /b 0

:try
if defined PYTHON exit /b 0
call %* "program\starter\check.py" %SAY% 2>nul
if not "%errorlevel%"=="0" exit /b 0
set PYTHON=%*
exit /b 0
